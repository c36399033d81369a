import assert from 'node:assert/strict';
import test from 'node:test';
import { lastMinute, nothingTallied, tallied, type Figures } from './tally.ts';
import type { Traffic } from './traffic.ts';

test('a WebSocket is one request, and for each frame its payload and its header', () => {
  const { websocket } = figures([
    { is: 'connecting', at: 0, by: 'websocket' },
    { is: 'open', at: 1, by: 'websocket' },
  ]);
  assert.equal(websocket.requests, 1);
  const upgrade = { up: websocket.up, down: websocket.down };
  assert.ok(upgrade.up > 100 && upgrade.down > 100);
  for (const [payload, header] of [
    [125, 2],
    [126, 4],
    [65_535, 4],
    [65_536, 10],
  ] as const) {
    const text = JSON.stringify('x'.repeat(payload - 2));
    const sent = figures([{ is: 'sent', at: 0, by: 'websocket', text }]).websocket;
    const received = figures([{ is: 'received', at: 0, by: 'websocket', text }]).websocket;
    assert.deepEqual([sent.up, sent.down], [header + 4 + payload, 0]);
    assert.deepEqual([received.up, received.down], [0, header + payload]);
  }
  const accent = figures([{ is: 'sent', at: 0, by: 'websocket', text: '"é"' }]);
  assert.equal(accent.websocket.up, 2 + 4 + 4);
});

test('what HTTP takes is what its requests took, whatever frames they carried', () => {
  const { stream, poll, websocket } = figures([
    { is: 'connecting', at: 0, by: 'stream' },
    { is: 'cost', at: 1, by: 'stream', requests: 1, up: 300, down: 200 },
    { is: 'cost', at: 2, by: 'stream', requests: 0, up: 0, down: 50 },
    { is: 'sent', at: 3, by: 'stream', text: '{}' },
    { is: 'received', at: 4, by: 'stream', text: '{}' },
    { is: 'cost', at: 5, by: 'poll', requests: 2, up: 7, down: 8 },
  ]);
  assert.deepEqual(stream, { requests: 1, up: 300, down: 250, delays: [] });
  assert.deepEqual(poll, { requests: 2, up: 7, down: 8, delays: [] });
  assert.deepEqual(websocket, { requests: 0, up: 0, down: 0, delays: [] });
});

test('a WebSocket tried beside another way is a request of its own, once', () => {
  const ending = { code: 1006, reason: '', wasClean: false };
  const { websocket } = figures([
    { is: 'beside', at: 0, by: 'websocket' },
    { is: 'beside', at: 1, by: 'websocket', ending },
  ]);
  assert.equal(websocket.requests, 1);
});

test('the delay of a command goes to the way by which its ack came', () => {
  const { websocket, poll } = figures([
    { is: 'sent', at: 10, by: 'poll', text: '{"type":"post","id":"a"}' },
    { is: 'sent', at: 20, by: 'poll', text: '{"type":"typing"}' },
    { is: 'sent', at: 20, by: 'poll', text: '{"type":"post","id":"b"}' },
    { is: 'received', at: 90, by: 'poll', text: '{"type":"ack","id":"a"}' },
    { is: 'received', at: 95, by: 'poll', text: '{"type":"ack","id":"a"}' },
    { is: 'received', at: 95, by: 'poll', text: '{"type":"changes","text":"\\"ack\\""}' },
    { is: 'received', at: 95, by: 'poll', text: '{"type":"refused","id":"b"}' },
    { is: 'received', at: 99, by: 'websocket', text: '{"type":"ack","id":"b"}' },
  ]);
  assert.deepEqual([poll.delays, websocket.delays], [[80], [79]]);
});

test('after a minute it is forgotten, second by second', () => {
  const spent = (at: number): Traffic => {
    return { is: 'cost', at, by: 'poll', requests: 1, up: 10, down: 0 };
  };
  const times = Array.from({ length: 180 }, (_, n) => n * 500);
  const tally = times.map(spent).reduce(tallied, nothingTallied);
  assert.equal(lastMinute(tally, 89_500).poll.requests, 120);
  assert.equal(lastMinute(tally, 90_000).poll.requests, 118);
  assert.equal(lastMinute(tally, 148_999).poll.requests, 2);
  assert.equal(lastMinute(tally, 149_000).poll.requests, 0);
  assert.equal(tally.entries.length, 60);
});

test('a clock set back forgets its future, and counts no time backwards', () => {
  const { poll } = figures([
    { is: 'cost', at: 86_400_000, by: 'poll', requests: 1, up: 10, down: 0 },
    { is: 'sent', at: 86_400_000, by: 'poll', text: '{"type":"post","id":"a"}' },
    { is: 'received', at: 50, by: 'poll', text: '{"type":"ack","id":"a"}' },
    { is: 'cost', at: 60, by: 'poll', requests: 1, up: 20, down: 0 },
  ]);
  assert.deepEqual(poll, { requests: 1, up: 20, down: 0, delays: [] });
});

function figures(traffic: Traffic[]): Record<Traffic['by'], Figures> {
  const last = traffic.at(-1)?.at ?? 0;
  return lastMinute(traffic.reduce(tallied, nothingTallied), last);
}
