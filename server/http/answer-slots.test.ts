import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { AnswerSlots } from './answer-slots.ts';

test('a person has eight answers at a time, and the others in the order of asking', async () => {
  const { ask, trace } = world();
  const answers = Array.from({ length: 10 }, (_, number) => ask('toto', number));
  await settled();
  assert.deepEqual(trace.splice(0), [0, 1, 2, 3, 4, 5, 6, 7]);
  answers[5]!.close();
  await settled();
  assert.deepEqual(trace.splice(0), [8]);
  answers[0]!.close();
  await settled();
  assert.deepEqual(trace, [9]);
});

test('one is made at once, and each of many in a turn of its own', async () => {
  const { ask, trace } = world();
  for (let number = 0; number < 3; number++) ask('toto', number);
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(trace, [0]);
  await settled();
  assert.deepEqual(trace, [0, 1, 2]);
});

test('nobody waits for another person', async () => {
  const { ask, trace } = world();
  for (let number = 0; number < 9; number++) ask('toto', number);
  ask('ada', 9);
  await settled();
  assert.deepEqual(trace, [0, 9, 1, 2, 3, 4, 5, 6, 7]);
});

test('a place that is given back is free, once', async () => {
  const { ask, trace } = world();
  const answers = Array.from({ length: 11 }, (_, number) => ask('toto', number));
  await settled();
  trace.length = 0;
  const giveBack = await answers[0]!.place!;
  giveBack();
  assert.equal(answers[0]!.listenerCount('close'), 0);
  giveBack();
  answers[0]!.close();
  await settled();
  assert.deepEqual(trace, [8]);
});

test('while some are free, the places that are taken still count', async () => {
  const { ask, trace } = world();
  const answers = Array.from({ length: 8 }, (_, number) => ask('toto', number));
  await settled();
  for (const number of [0, 1]) answers[number]!.close();
  for (const number of [8, 9, 10]) ask('toto', number);
  await settled();
  assert.deepEqual(trace.slice(8), [8, 9]);
});

test('a client that has gone while it waited holds no place', async () => {
  const { ask, trace } = world();
  const answers = Array.from({ length: 10 }, (_, number) => ask('toto', number));
  answers[8]!.close();
  answers[0]!.close();
  await settled();
  assert.deepEqual(trace, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('all places are free again when all answers are over', async () => {
  const { ask, trace } = world();
  const first = Array.from({ length: 20 }, (_, number) => ask('toto', number));
  for (const answer of first) {
    await settled();
    answer.close();
  }
  trace.length = 0;
  for (let number = 0; number < 9; number++) ask('toto', number);
  await settled();
  assert.deepEqual(trace, [0, 1, 2, 3, 4, 5, 6, 7]);
});

class Answer extends EventEmitter {
  destroyed = false;
  place: Promise<() => void> | undefined;

  close(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** As many turns as all of them take. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn();
}

function world() {
  const [all, trace] = [new AnswerSlots(), [] as number[]];
  const ask = (person: string, number: number): Answer => {
    const answer = new Answer();
    answer.place = all.take(person, answer);
    void answer.place.then(() => trace.push(number));
    return answer;
  };
  return { ask, trace };
}
