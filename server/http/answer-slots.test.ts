import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { AnswerSlots } from './answer-slots.ts';

test('a person has eight responses at a time, further requests wait in order', async () => {
  const { request, trace } = world();
  const responses = Array.from({ length: 10 }, (_, number) => request('toto', number));
  await settled();
  assert.deepEqual(trace.splice(0), [0, 1, 2, 3, 4, 5, 6, 7]);
  responses[5]!.close();
  await settled();
  assert.deepEqual(trace.splice(0), [8]);
  responses[0]!.close();
  await settled();
  assert.deepEqual(trace, [9]);
});

test('the first starts at once, each further one in its own turn', async () => {
  const { request, trace } = world();
  for (let number = 0; number < 3; number++) request('toto', number);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(trace, [0]);
  await settled();
  assert.deepEqual(trace, [0, 1, 2]);
});

test('a person does not wait for another', async () => {
  const { request, trace } = world();
  for (let number = 0; number < 9; number++) request('toto', number);
  request('ada', 9);
  await settled();
  assert.deepEqual(trace, [0, 9, 1, 2, 3, 4, 5, 6, 7]);
});

test('a slot is released only once', async () => {
  const { request, trace } = world();
  const responses = Array.from({ length: 11 }, (_, number) => request('toto', number));
  await settled();
  trace.length = 0;
  const release = await responses[0]!.slot!;
  release();
  assert.equal(responses[0]!.listenerCount('close'), 0);
  release();
  responses[0]!.close();
  await settled();
  assert.deepEqual(trace, [8]);
});

test('taken slots still count after others are released', async () => {
  const { request, trace } = world();
  const responses = Array.from({ length: 8 }, (_, number) => request('toto', number));
  await settled();
  for (const number of [0, 1]) responses[number]!.close();
  for (const number of [8, 9, 10]) request('toto', number);
  await settled();
  assert.deepEqual(trace.slice(8), [8, 9]);
});

test('a client that disconnected while waiting holds no slot', async () => {
  const { request, trace } = world();
  const responses = Array.from({ length: 10 }, (_, number) => request('toto', number));
  responses[8]!.close();
  responses[0]!.close();
  await settled();
  assert.deepEqual(trace, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('all slots are free again after all responses have ended', async () => {
  const { request, trace } = world();
  const first = Array.from({ length: 20 }, (_, number) => request('toto', number));
  for (const response of first) {
    await settled();
    response.close();
  }
  trace.length = 0;
  for (let number = 0; number < 9; number++) request('toto', number);
  await settled();
  assert.deepEqual(trace, [0, 1, 2, 3, 4, 5, 6, 7]);
});

class FakeResponse extends EventEmitter {
  destroyed = false;
  slot: Promise<() => void> | undefined;

  close(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** Waits for more turns than all of them take. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn();
}

function world() {
  const [all, trace] = [new AnswerSlots(), [] as number[]];
  const request = (person: string, number: number): FakeResponse => {
    const response = new FakeResponse();
    response.slot = all.take(person, response);
    void response.slot.then(() => trace.push(number));
    return response;
  };
  return { request, trace };
}
