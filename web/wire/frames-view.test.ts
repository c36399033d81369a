import assert from 'node:assert/strict';
import test from 'node:test';
import { commands, type Command } from '../../protocol/commands.ts';
import { frameTypes } from '../../protocol/frame-types.ts';
import type { Frame } from '../../protocol/frames.ts';
import { groupOf, groupOfType } from './frame-groups.ts';
import { defaultView, framesShown, toggled } from './frames-view.ts';
import { changes, post } from '../test-support/lab.ts';
import type { WireLine } from './wire-log.ts';
import type { LogEntry } from './log-entry.ts';

test('every frame and command type has a group', () => {
  const types = new Set([...Object.keys(frameTypes), ...Object.keys(commands)]);
  assert.deepEqual(new Set(Object.keys(groupOfType)), types);
});

test('hides signals at first, and counts them', () => {
  const lines = message();
  const { lines: shown, counts } = framesShown(lines, defaultView);
  assert.deepEqual(types(shown), ['post', 'changes', 'ack']);
  assert.deepEqual(counts, { messages: 3, signals: 5, connection: 0, polls: 0 });
  assert.equal(framesShown(lines, toggled(defaultView, 'signals')).lines.length, 8);
  const none = toggled(toggled(toggled(defaultView, 'signals'), 'signals'), 'messages');
  assert.deepEqual(framesShown(lines, none).lines, []);
});

test('connection events, polls and unknown frames have groups', () => {
  const at = 0;
  const ending = { code: 1006, reason: '', wasClean: false };
  const events: LogEntry[] = [
    { is: 'connecting', at, by: 'websocket' },
    { is: 'close', at, by: 'websocket', ending },
    { is: 'fault', at, by: 'websocket', fault: 'lost', text: '{"type":"typing"}' },
    { is: 'received', at, by: 'websocket', text: '{"type":"bye","retryAfter":1}' },
    { is: 'polled', at, by: 'poll', path: '/api/rooms/general/changes?after=1' },
    { is: 'received', at, by: 'websocket', text: '{"type":"toString"}' },
  ];
  assert.deepEqual(events.map(groupOf), [
    'connection',
    'connection',
    'connection',
    'connection',
    'polls',
    'messages',
  ]);
});

test('while paused the lines do not change and new ones are counted; then all show', () => {
  const before = message();
  const view = { ...defaultView, paused: before };
  const all = [...before, ...message(before.length)];
  assert.deepEqual(framesShown(before, view).added, 0);
  const { lines, added } = framesShown(all, view);
  assert.deepEqual([types(lines), added], [['post', 'changes', 'ack'], 3]);
  assert.equal(framesShown(all, toggled(view, 'signals')).added, 8);
  assert.equal(framesShown(all, defaultView).lines.length, 6);
  // Lines that have left the log meanwhile still show.
  assert.deepEqual(framesShown(all.slice(8), view).lines, lines);
});

/** All frames that one message causes. */
function message(from = 0): WireLine[] {
  const sent = (command: Command): LogEntry => entry('sent', command);
  const received = (frame: Frame): LogEntry => entry('received', frame);
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

function entry(is: 'sent' | 'received', frame: object): LogEntry {
  return { is, at: 0, by: 'websocket', text: JSON.stringify(frame) };
}

function types(lines: readonly WireLine[]): string[] {
  return lines.map(({ traffic }) => 'text' in traffic && JSON.parse(traffic.text ?? '').type);
}
