import assert from 'node:assert/strict';
import { ServerResponse, IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import type { RoomChanges } from '../protocol/frames.ts';
import { streamChanges } from './room-stream.ts';
import { HandClock } from './testing-clock.ts';

test('no more is read than is taken', async () => {
  const { response, taken, stream } = clogged();
  await turn();
  assert.equal(taken(), 1);
  response.emit('drain');
  await turn();
  assert.equal(taken(), 2);
  response.destroy();
  await stream;
});

test('whoever takes nothing from one beat to the next is taken for dead', async () => {
  const { clock, response, stream } = clogged();
  await turn();
  clock.pass(25_000);
  assert.equal(response.destroyed, false);
  clock.pass(25_000);
  assert.equal(response.destroyed, true);
  await stream;
  clock.pass(60_000);
});

/** A response that is on no line, so that nothing of it is ever taken; and endless changes. */
function clogged() {
  const [clock, controller] = [new HandClock(), new AbortController()];
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const destroy = response.destroy.bind(response);
  response.destroy = () => {
    controller.abort();
    return destroy();
  };
  let count = 0;
  async function* endless(): AsyncGenerator<RoomChanges> {
    for (;;) {
      count += 1;
      const room = 'x'.repeat(response.writableHighWaterMark);
      yield { type: 'changes', room, from: count - 1, rev: count, messages: [] };
    }
  }
  const stream = streamChanges(endless(), response, controller.signal, clock);
  return { clock, response, stream, taken: () => count };
}
