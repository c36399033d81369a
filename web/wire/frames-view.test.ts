import assert from 'node:assert/strict';
import test from 'node:test';
import { commands, type Command } from '../../protocol/commands.ts';
import { frameTypes, type Frame } from '../../protocol/frames.ts';
import { groupOf, groupOfType } from './frame-groups.ts';
import { firstView, framesShown, toggled } from './frames-view.ts';
import { changes, post } from '../test-support/lab.ts';
import type { Passed, WireLine } from './wire-log.ts';

test('every type of frame and command is in a group', () => {
  const types = new Set([...Object.keys(frameTypes), ...Object.keys(commands)]);
  assert.deepEqual(new Set(Object.keys(groupOfType)), types);
});

test('a message is shown without the signs around it, and how many those are is known', () => {
  const lines = message();
  const { lines: shown, counts } = framesShown(lines, firstView);
  assert.deepEqual(types(shown), ['post', 'changes', 'ack']);
  assert.deepEqual(counts, { messages: 3, signals: 5, line: 0, polls: 0 });
  assert.equal(framesShown(lines, toggled(firstView, 'signals')).lines.length, 8);
  const none = toggled(toggled(toggled(firstView, 'signals'), 'signals'), 'messages');
  assert.deepEqual(framesShown(lines, none).lines, []);
});

test('the line, what was asked beside it and what nobody knows have their groups', () => {
  const at = 0;
  const ending = { code: 1006, reason: '', wasClean: false };
  const passed: Passed[] = [
    { is: 'connecting', at, by: 'websocket' },
    { is: 'close', at, by: 'websocket', ending },
    { is: 'fault', at, by: 'websocket', fault: 'lost', text: '{"type":"typing"}' },
    { is: 'received', at, by: 'websocket', text: '{"type":"bye","retryAfter":1}' },
    { is: 'polled', at, by: 'poll', path: '/api/rooms/general/changes?after=1' },
    { is: 'received', at, by: 'websocket', text: '{"type":"toString"}' },
  ];
  assert.deepEqual(passed.map(groupOf), ['line', 'line', 'line', 'line', 'polls', 'messages']);
});

test('paused, the lines stand still and what passes is counted, then it is all there', () => {
  const before = message();
  const view = { ...firstView, paused: before };
  const all = [...before, ...message(before.length)];
  assert.deepEqual(framesShown(before, view).passed, 0);
  const { lines, passed } = framesShown(all, view);
  assert.deepEqual([types(lines), passed], [['post', 'changes', 'ack'], 3]);
  assert.equal(framesShown(all, toggled(view, 'signals')).passed, 8);
  assert.equal(framesShown(all, firstView).lines.length, 6);
  // What is forgotten meanwhile is still read.
  assert.deepEqual(framesShown(all.slice(8), view).lines, lines);
});

/** All that one message brings about on the wire. */
function message(from = 0): WireLine[] {
  const sent = (command: Command): Passed => passing('sent', command);
  const received = (frame: Frame): Passed => passing('received', frame);
  const read = { type: 'read', room: 'general', seq: 2 } as const;
  return [
    sent({ type: 'typing', room: 'general' }),
    sent(post('a-message')),
    received(changes(1, 2)),
    received({ type: 'ack', id: 'a-message', rev: 2 }),
    sent(read),
    received(read),
    sent({ type: 'presence', id: 'presence', room: 'general', away: false }),
    received({ type: 'ack', id: 'presence' }),
  ].map((traffic, at) => ({ key: String(from + at), traffic, mark: undefined }));
}

function passing(is: 'sent' | 'received', frame: object): Passed {
  return { is, at: 0, by: 'websocket', text: JSON.stringify(frame) };
}

function types(lines: readonly WireLine[]): string[] {
  return lines.map(({ traffic }) => 'text' in traffic && JSON.parse(traffic.text ?? '').type);
}
