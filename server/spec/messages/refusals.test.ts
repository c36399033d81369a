import assert from 'node:assert/strict';
import test from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { refusal } from '../../../protocol/refusals.ts';
import { refused as refusedWith, type Outcome } from '../../commands/outcome.ts';
import { RefusalCache } from '../../commit/refusal-cache.ts';
import { ManualClock } from '../../test-support/doubles/manual-clock.ts';
import { post } from '../../test-support/running/test-clients.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const connections = ['the same connection', 'an abandoned connection'];
const refused = {
  type: 'refused',
  id: 'message-1',
  ...refusal('unknown_room', { path: '/room' }),
};

for (const [number, connection] of connections.entries()) {
  test(`a repeated command is refused again, whatever happened since, on ${connection}`, async (t) => {
    const server = await startServer(t);
    const who = await server.signIn('Toto');
    const [now, before] = [await server.join(who), await server.join(who)];
    assert.deepEqual(await now.ask(post('message-1', 'coucou', 'tea')), refused);
    await now.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
    const late = [now, before][number]!;
    assert.deepEqual(await late.ask(post('message-1', 'coucou', 'tea')), refused);
    assert.deepEqual((await now.ask(post('message-2', 'coucou', 'tea'))).type, 'ack');
    const { headers } = { headers: { authorization: `Bearer ${who.token}` } };
    const { body } = await server.request('/api/rooms/tea/messages', { headers });
    const { messages } = JSON.parse(body) as { messages: { id: string }[] };
    assert.deepEqual(
      messages.map(({ id }) => id),
      ['message-2'],
    );
  });
}

test('a corrected command is a new one, even under the same id', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  const answers = [
    await toto.ask(post('message-1', '')),
    await toto.ask(post('message-1', 'coucou')),
    await toto.ask(post('message-1', 'coucou')),
  ];
  assert.deepEqual(
    answers.map(({ type }) => type),
    ['refused', 'ack', 'ack'],
  );
});

test('an id refused to one person is free for others', async (t) => {
  const server = await startServer(t);
  const [toto, ada] = [await server.join('Toto'), await server.join('Ada')];
  await toto.ask(post('message-1', 'coucou', 'tea'));
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  assert.equal((await ada.ask(post('message-1', 'coucou', 'tea'))).type, 'ack');
});

test('a refusal is forgotten when no copy can be in transit any more', async (t) => {
  const server = await startServer(t);
  const toto = await server.join('Toto');
  await toto.ask(post('message-1', 'coucou', 'tea'));
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  await server.pass(120_000);
  await toto.ask(post('message-9', 'coucou', 'nowhere'));
  assert.equal((await toto.ask(post('message-1', 'coucou', 'tea'))).type, 'ack');
});

test('the latest 2,000 refusals of a person and 50,000 of all are remembered', async () => {
  const refusals = new RefusalCache(new ManualClock());
  for (let number = 1; number <= 2_001; number++) await refuse(refusals, 'toto', number);
  assert.equal(refusals.count, 2_000);
  assert.deepEqual(await isKnown(refusals, 'toto', [1, 2, 2_001]), [false, true, true]);
  for (let person = 1; person <= 25; person++) {
    for (let number = 1; number <= 2_000; number++) await refuse(refusals, `p-${person}`, number);
  }
  assert.equal(refusals.count, 50_000);
  assert.deepEqual(await isKnown(refusals, 'toto', [2, 2_001]), [false, false]);
  assert.deepEqual(await isKnown(refusals, 'p-1', [1, 2_000]), [true, true]);
  await refuse(refusals, 'p-1', 2_001);
  await refuse(refusals, 'eve', 1);
  assert.deepEqual(await isKnown(refusals, 'p-1', [2]), [true]);
  assert.deepEqual(await isKnown(refusals, 'p-2', [1, 2]), [false, true]);
});

test('a new refusal under the same id replaces the old one', async () => {
  const refusals = new RefusalCache(new ManualClock());
  for (const text of ['x', 'y']) await refuse(refusals, 'toto', 1, text);
  assert.equal(refusals.count, 1);
  assert.deepEqual(await isKnown(refusals, 'toto', [1], 'y'), [true]);
});

test('a copy in the same transaction gets the first answer, a different command does not', async () => {
  const transaction = new RefusalCache(new ManualClock()).transaction();
  const make = async (): Promise<Outcome> => ({ is: 'done' });
  const first = await transaction.once('toto', change(1, 'x'), async () =>
    refusedWith('text_too_long'),
  );
  assert.deepEqual(
    [
      await transaction.once('toto', change(1, 'x'), make),
      await transaction.once('toto', change(1, 'y'), make),
      await transaction.once('toto', change(2, 'x'), make),
      await transaction.once('ada', change(1, 'x'), make),
    ],
    [first, { is: 'done' }, { is: 'done' }, { is: 'done' }],
  );
});

test('an accepted change is not remembered as refused', async () => {
  const refusals = new RefusalCache(new ManualClock());
  const transaction = refusals.transaction();
  await transaction.once('toto', change(1, 'x'), async () => ({ is: 'done' }));
  transaction.keep();
  assert.equal(refusals.count, 0);
});

test('copies are recognized in any order of fields', async () => {
  const refusals = new RefusalCache(new ManualClock());
  const change = { id: 'message-1', room: 'tea', text: 'x' };
  const copies = [
    { text: 'x', id: 'message-1', room: 'tea' },
    { room: 'tea', text: 'x', id: 'message-1' },
  ];
  const outcome = { is: 'refused', refusal: refusal('text_too_long') } as const;
  refusals.keep('toto', change, outcome);
  assert.deepEqual(
    copies.map((copy) => refusals.find('toto', copy)),
    [outcome, outcome],
  );
});

test('a refusal takes little memory, however long its command', async () => {
  const refusals = new RefusalCache(new ManualClock());
  const before = memory();
  for (let number = 1; number <= 2_000; number++) {
    await refuse(refusals, 'toto', number, `${number} `.padEnd(60_000, 'x'));
  }
  assert.ok(memory() - before < 4_000_000, `${memory() - before} bytes`);
  assert.deepEqual(await isKnown(refusals, 'toto', [1, 2_000], 'x'), [false, false]);
});

test('expired refusals leave nothing in memory', async () => {
  const clock = new ManualClock();
  const refusals = new RefusalCache(clock);
  for (let number = 1; number <= 3; number++) await refuse(refusals, 'toto', number);
  clock.pass(60_000);
  await refuse(refusals, 'ada', 1);
  await refuse(refusals, 'toto', 4);
  assert.equal(refusals.count, 5);
  clock.pass(60_000);
  assert.deepEqual(await isKnown(refusals, 'toto', [1, 3, 4]), [false, false, true]);
  await refuse(refusals, 'toto', 5);
  assert.equal(refusals.count, 3);
  clock.pass(120_000);
  await refuse(refusals, 'eve', 1);
  assert.equal(refusals.count, 1);
});

async function refuse(refusals: RefusalCache, person: string, number: number, text = 'x') {
  const transaction = refusals.transaction();
  await transaction.once(person, change(number, text), async () => refusedWith('text_too_long'));
  transaction.keep();
}

/** Whether each of these would be refused although nothing is wrong with it any more. */
function isKnown(refusals: RefusalCache, person: string, numbers: number[], text = 'x') {
  const look = async (number: number): Promise<boolean> => {
    const make = async (): Promise<Outcome> => ({ is: 'done' });
    return (await refusals.transaction().once(person, change(number, text), make)).is === 'refused';
  };
  return Promise.all(numbers.map(look));
}

function change(number: number, text: string) {
  return { id: `message-${number}`, text };
}

/** Bytes in use after garbage collection. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
