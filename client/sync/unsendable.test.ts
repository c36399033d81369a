import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import { refusal } from '../../protocol/refusals.ts';
import { opened, started, welcomed, type Started } from '../test-support/test-chat.ts';
import { zoe } from '../test-support/test-kit.ts';
import { split } from './unsendable.ts';

const hello = welcomed({ general: 0 });
const long = 'x'.repeat(limits.frame);

test('refuses an unsendable text locally and keeps its words', () => {
  for (const text of ['', ' ', 'é'.repeat(limits.text + 1), long]) {
    const { chat, sent, outbox } = written();
    const id = chat.post('general', text);
    const reason = text.trim() === '' ? 'empty_text' : 'text_too_long';
    assert.deepEqual(outbox(), [[id, 'refused', refusal(reason, { path: '/text' })]]);
    assert.deepEqual(sent(), []);
  }
});

test('sends the longest text', () => {
  const { chat, sent, outbox } = written();
  const id = chat.post('general', '🎲'.repeat(limits.text));
  assert.deepEqual(outbox(), [[id, 'waiting', undefined]]);
  assert.equal(sent().length, 1);
});

test('refuses a command that is too large locally, whatever its type', async () => {
  const { chat, sent, outbox } = written();
  const tooLarge = [
    chat.delete(long),
    chat.react('m1', long, true),
    chat.rooms.create(long),
    chat.rooms.create('tea', { topic: long }),
    chat.games.propose('general', long),
    chat.games.propose('general', 'morpion', long),
    chat.games.accept(long),
    chat.games.play(long, 0, 0),
  ];
  const answers: Awaited<(typeof tooLarge)[0]>[] = [];
  for (const each of tooLarge) void each.then((answer) => answers.push(answer));
  // Nothing is sent: the answers are there in the next turn.
  await turn();
  assert.equal(answers.length, tooLarge.length);
  for (const answer of answers) {
    assert.deepEqual(answer, { type: 'refused', id: answer.id, ...refusal('too_large') });
  }
  const edited = await chat.edit('m1', long);
  assert.equal(edited.type === 'refused' && edited.code, 'text_too_long');
  assert.deepEqual([outbox(), sent()], [[], []]);
});

test('the largest frame fits into one request', () => {
  const { chat, sent } = written();
  const id = '0'.repeat(36);
  const around = JSON.stringify([{ type: 'delete', message: '', id }]).length;
  void chat.delete('x'.repeat(limits.frame - around + 1));
  assert.deepEqual(sent(), []);
  void chat.delete('x'.repeat(limits.frame - around));
  assert.equal(JSON.stringify(sent()).length, limits.frame);
});

test('drops a signal that is too large', () => {
  const { chat, sent } = written();
  chat.enter(long);
  chat.typing(long);
  chat.enter('general');
  assert.deepEqual(
    sent().map((command) => [command['type'], command['room']]),
    [['presence', 'general']],
  );
});

test('follows a thousand rooms with long names in several frames', () => {
  const { sent, transport } = started();
  const names = Array.from({ length: limits.rooms }, (_, at) => `${at}`.padStart(limits.name, 'é'));
  transport().onopen?.();
  transport().receives(welcomed(Object.fromEntries(names.map((name, at) => [name, at]))));
  const follows = sent().map(({ rooms }) => rooms as Record<string, number>);
  const all = follows.flatMap((rooms) => Object.entries(rooms));
  assert.deepEqual(
    all,
    [...names.entries()].map(([at, name]) => [name, at]),
  );
  for (const { type, epoch } of sent()) assert.deepEqual([type, epoch], ['follow', 'e1']);
  const sizes = sent().map((command) => Buffer.byteLength(JSON.stringify([command])));
  assert.ok(sizes.length > 1 && Math.max(...sizes) <= limits.frame, sizes.join());
});

test('splits a follow no further than needed', () => {
  const third = 'x'.repeat(Math.floor(limits.frame / 3));
  const rooms = (count: number, name = third) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}${name}`, at]));
  const parts = (all: Record<string, number>) =>
    split({ type: 'follow', rooms: all, epoch: 'e1' }).map((part) => {
      assert.deepEqual([part.type, part.epoch], ['follow', 'e1']);
      return Object.values(part.rooms);
    });
  assert.deepEqual(parts(rooms(3, 'tea')), [[0, 1, 2]]);
  assert.deepEqual(parts(rooms(2)), [[0, 1]]);
  assert.deepEqual(parts(rooms(3)), [[0, 1], [2]]);
  assert.deepEqual(parts(rooms(4)), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(parts(rooms(2, third + third)), [[0], [1]]);
  assert.deepEqual(parts(rooms(1, long)), [[0]]);
});

test('refuses a change that closed the connection twice, and sends the next ones', () => {
  const { chat, clock, transport, sent, outbox } = written();
  const first = chat.post('general', 'bad for somebody in between');
  const second = chat.post('general', 'good');
  for (let times = 0; times < 2; times++) {
    transport().ends(1009);
    clock.pass(1_000);
    transport().onopen?.();
    transport().receives(hello);
  }
  assert.deepEqual(outbox(), [
    [first, 'refused', refusal('too_large')],
    [second, 'waiting', undefined],
  ]);
  assert.equal(sent().at(-1)!['id'], second);
});

test('resolves waiting changes as forgotten when another person signs in', async () => {
  const { chat, clock, transport, outbox } = written();
  const answer = chat.rooms.create('tea');
  chat.post('general', 'coucou');
  transport().ends(1006);
  clock.pass(1_000);
  transport().onopen?.();
  transport().receives({ ...hello, you: zoe });
  const { id } = await answer;
  assert.deepEqual(await answer, { type: 'refused', id, ...refusal('forgotten') });
  assert.deepEqual(outbox(), []);
});

/** A welcomed client, and its outbox. */
function written(): Started & { outbox: () => unknown[] } {
  const begun = opened({ general: 0 });
  const outbox = (): unknown[] =>
    begun.chat.store.get().outbox.map(({ change, is, refusal: why }) => [change.id, is, why]);
  return { ...begun, outbox };
}
