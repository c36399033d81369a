import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import { limits } from '../../protocol/limits.ts';
import { refusal } from '../../protocol/refusals.ts';
import { opened, started, welcomed, type Started } from '../test-support/test-chat.ts';
import { zoe } from '../test-support/test-kit.ts';
import { inPieces } from './unsendable.ts';

const hello = welcomed({ general: 0 });
const long = 'x'.repeat(limits.frame);

test('a text that no server takes is refused here, and its words stay', () => {
  for (const text of ['', ' ', 'é'.repeat(limits.text + 1), long]) {
    const { chat, said, outbox } = written();
    const id = chat.post('general', text);
    const reason = text.trim() === '' ? 'empty_text' : 'text_too_long';
    assert.deepEqual(outbox(), [[id, 'refused', refusal(reason, { path: '/text' })]]);
    assert.deepEqual(said(), []);
  }
});

test('the longest text goes', () => {
  const { chat, said, outbox } = written();
  const id = chat.post('general', '🎲'.repeat(limits.text));
  assert.deepEqual(outbox(), [[id, 'waiting', undefined]]);
  assert.equal(said().length, 1);
});

test('a command whose frame no server takes is refused here, whatever it is, and never waits', async () => {
  const { chat, said, outbox } = written();
  const tooLarge = [
    chat.delete(long),
    chat.react('m1', long, true),
    chat.createRoom(long),
    chat.createRoom('tea', long),
    chat.games.propose('general', long),
    chat.games.propose('general', 'morpion', long),
    chat.games.accept(long),
    chat.games.play(long, 0, 0),
  ];
  const answers: Awaited<(typeof tooLarge)[0]>[] = [];
  for (const each of tooLarge) void each.then((answer) => answers.push(answer));
  // Nobody is asked: the answers are there in the next turn.
  await turn();
  assert.equal(answers.length, tooLarge.length);
  for (const answer of answers) {
    assert.deepEqual(answer, { type: 'refused', id: answer.id, ...refusal('too_large') });
  }
  const edited = await chat.edit('m1', long);
  assert.equal(edited.type === 'refused' && edited.code, 'text_too_long');
  assert.deepEqual([outbox(), said()], [[], []]);
});

test('the largest frame fits into a request of its own', () => {
  const { chat, said } = written();
  const id = '0'.repeat(36);
  const around = JSON.stringify([{ type: 'delete', message: '', id }]).length;
  void chat.delete('x'.repeat(limits.frame - around + 1));
  assert.deepEqual(said(), []);
  void chat.delete('x'.repeat(limits.frame - around));
  assert.equal(JSON.stringify(said()).length, limits.frame);
});

test('a sign that no server takes is not sent, and does no harm', () => {
  const { chat, said } = written();
  chat.enter(long);
  chat.typing(long);
  chat.enter('general');
  assert.deepEqual(
    said().map((command) => [command['type'], command['room']]),
    [['presence', 'general']],
  );
});

test('a thousand rooms with long names are followed in as many frames as it takes', () => {
  const { said, line } = started();
  const names = Array.from({ length: limits.rooms }, (_, at) => `${at}`.padStart(limits.name, 'é'));
  line().onopen?.();
  line().says(welcomed(Object.fromEntries(names.map((name, at) => [name, at]))));
  const follows = said().map(({ rooms }) => rooms as Record<string, number>);
  const all = follows.flatMap((rooms) => Object.entries(rooms));
  assert.deepEqual(
    all,
    [...names.entries()].map(([at, name]) => [name, at]),
  );
  for (const { type, epoch } of said()) assert.deepEqual([type, epoch], ['follow', 'e1']);
  const sizes = said().map((command) => Buffer.byteLength(JSON.stringify([command])));
  assert.ok(sizes.length > 1 && Math.max(...sizes) <= limits.frame, sizes.join());
});

test('a question is halved as often as it takes, and no more', () => {
  const third = 'x'.repeat(Math.floor(limits.frame / 3));
  const rooms = (count: number, name = third) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}${name}`, at]));
  const pieces = (all: Record<string, number>) =>
    inPieces({ type: 'follow', rooms: all, epoch: 'e1' }).map((piece) => {
      assert.deepEqual([piece.type, piece.epoch], ['follow', 'e1']);
      return Object.values(piece.rooms);
    });
  assert.deepEqual(pieces(rooms(3, 'tea')), [[0, 1, 2]]);
  assert.deepEqual(pieces(rooms(2)), [[0, 1]]);
  assert.deepEqual(pieces(rooms(3)), [[0, 1], [2]]);
  assert.deepEqual(pieces(rooms(4)), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(pieces(rooms(2, third + third)), [[0], [1]]);
  assert.deepEqual(pieces(rooms(1, long)), [[0]]);
});

test('what gets the line closed twice is refused, and what is behind it goes', () => {
  const { chat, clock, line, said, outbox } = written();
  const first = chat.post('general', 'bad for somebody in between');
  const second = chat.post('general', 'good');
  for (let times = 0; times < 2; times++) {
    line().ends(1009);
    clock.pass(1_000);
    line().onopen?.();
    line().says(hello);
  }
  assert.deepEqual(outbox(), [
    [first, 'refused', refusal('too_large')],
    [second, 'waiting', undefined],
  ]);
  assert.equal(said().at(-1)!['id'], second);
});

test('whoever waited for an answer when somebody else signed in is told that it is forgotten', async () => {
  const { chat, clock, line, outbox } = written();
  const answer = chat.createRoom('tea');
  chat.post('general', 'coucou');
  line().ends(1006);
  clock.pass(1_000);
  line().onopen?.();
  line().says({ ...hello, you: zoe });
  const { id } = await answer;
  assert.deepEqual(await answer, { type: 'refused', id, ...refusal('forgotten') });
  assert.deepEqual(outbox(), []);
});

/** A client that has been welcomed, and what waits in it. */
function written(): Started & { outbox: () => unknown[] } {
  const begun = opened({ general: 0 });
  const outbox = (): unknown[] =>
    begun.chat.store.get().outbox.map(({ change, is, refusal: why }) => [change.id, is, why]);
  return { ...begun, outbox };
}
