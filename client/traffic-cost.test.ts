import assert from 'node:assert/strict';
import test from 'node:test';
import type { Command } from '../protocol/commands.ts';
import type { Frame } from '../protocol/frames.ts';
import { refusal } from '../protocol/refusals.ts';
import { changesIn, costOfChanges } from './traffic-cost.ts';
import { toto, welcome } from './test-support/test-kit.ts';
import type { Traffic } from './transport/traffic.ts';
import type { Ending } from './transport/transport.ts';

test('counts an upgrade as one request, and its failure as none', () => {
  const ending: Ending = { code: 1006, reason: '', wasClean: false };
  const requests = (traffic: Traffic): number | undefined =>
    costOfChanges(traffic, 'general')?.requests;
  const by = 'websocket';
  assert.equal(requests({ is: 'connecting', at: 0, by }), 1);
  assert.equal(requests({ is: 'upgrading', at: 0, by }), 1);
  assert.equal(requests({ is: 'upgrading', at: 0, by, ending }), undefined);
  assert.equal(requests({ is: 'open', at: 0, by }), undefined);
});

test('counts a frame with its header, and the mask of a sent one', () => {
  for (const [payload, header] of [
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
  ] as const) {
    const came = filled('{"type":"heartbeat","x":"', payload);
    const went = filled('{"type":"follow","rooms":{"general":1},"x":"', payload);
    assert.equal(costOfChanges(received(came), 'general')?.down, header + payload);
    assert.equal(costOfChanges(sent(went), 'general')?.up, header + 4 + payload);
  }
  const accent = JSON.stringify({ type: 'heartbeat', rooms: { é: 1 } });
  assert.equal(costOfChanges(received(accent), 'general')?.down, 2 + accent.length + 1);
});

test('counts the changes of the room, their requests, and heartbeats', () => {
  const frames: Frame[] = [
    welcome(),
    changes('general'),
    changes('games'),
    { type: 'ack', id: 'a' },
    { type: 'refused', ...refusal('internal_error') },
    { type: 'read', room: 'general', seq: 1 },
    { type: 'reaction', message: 'm', emoji: '👍', on: true },
    { type: 'typing', room: 'general', people: [toto] },
    { type: 'people', room: 'general', count: 0, people: [] },
    { type: 'presence', room: 'general', count: 0, here: [], gone: [] },
    { type: 'heartbeat', rooms: { general: 1 } },
    { type: 'bye', retryAfter: 1 },
  ];
  const counted = frames.filter((frame) =>
    costOfChanges(received(JSON.stringify(frame)), 'general'),
  );
  assert.deepEqual(counted, [frames[1], frames[10]]);
  const commands: Command[] = [
    { type: 'follow', rooms: { games: 1, general: 2 } },
    { type: 'follow', rooms: { games: 1 } },
    { type: 'post', id: 'a', room: 'general', text: 'x' },
    { type: 'typing', room: 'general' },
    { type: 'read', room: 'general', seq: 1 },
  ];
  const asking = commands.filter((command) =>
    costOfChanges(sent(JSON.stringify(command)), 'general'),
  );
  assert.deepEqual(asking, [commands[0]]);
});

test('counts HTTP requests as a whole, whatever frames they carry', () => {
  const cost = { requests: 1, up: 300, down: 200 };
  for (const by of ['stream', 'poll'] as const) {
    assert.deepEqual(costOfChanges({ is: 'cost', at: 1, by, ...cost }, 'general'), cost);
    const text = JSON.stringify(changes('general'));
    assert.equal(costOfChanges({ is: 'received', at: 1, by, text }, 'general'), undefined);
    assert.equal(costOfChanges({ is: 'connecting', at: 1, by }, 'general'), undefined);
  }
});

test('finds the changes of the given room only', () => {
  const of = (frame: Frame): Frame | undefined =>
    changesIn(received(JSON.stringify(frame)), 'general');
  assert.deepEqual(of(changes('general')), changes('general'));
  assert.equal(of(changes('games')), undefined);
  assert.equal(of({ type: 'heartbeat', rooms: { general: 2 } }), undefined);
  assert.equal(changesIn(sent(JSON.stringify(changes('general'))), 'general'), undefined);
});

function received(text: string): Traffic {
  return { is: 'received', at: 0, by: 'websocket', text };
}

function sent(text: string): Traffic {
  return { is: 'sent', at: 0, by: 'websocket', text };
}

function changes(room: string): Frame {
  return { type: 'changes', room, from: 1, rev: 2, messages: [] };
}

/** A text of this many bytes. */
function filled(start: string, bytes: number): string {
  return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
}
