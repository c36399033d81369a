import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { opened, welcomed } from './test-support/test-chat.ts';

test('what a player does is one command, sent once, and its answer is what it gives', async () => {
  const { chat, said, line } = opened({ general: 0 });
  const { games } = chat;
  const asked = [
    games.propose('general', 'morpion'),
    games.propose('general', 'morpion', 'p-zoe'),
    games.again('general', 'morpion', 'game-001'),
    games.accept('game-001'),
    games.withdraw('game-001'),
    games.play('game-001', 3, 4),
    games.resign('game-001'),
    games.claim('game-001'),
  ];
  for (const index of asked.keys()) {
    line().says({ type: 'refused', id: said()[index]!['id'], ...refusal('unknown_game') });
  }
  assert.deepEqual(
    said().map(({ id: _id, ...command }) => command),
    [
      { type: 'game.propose', room: 'general', game: 'morpion' },
      { type: 'game.propose', room: 'general', game: 'morpion', to: 'p-zoe' },
      { type: 'game.propose', room: 'general', game: 'morpion', again: 'game-001' },
      { type: 'game.accept', message: 'game-001' },
      { type: 'game.withdraw', message: 'game-001' },
      { type: 'game.play', message: 'game-001', ply: 3, move: 4 },
      ...['game.resign', 'game.claim'].map((type) => ({ type, message: 'game-001' })),
    ],
  );
  const codes = (await Promise.all(asked)).map((answer) => 'code' in answer && answer.code);
  assert.deepEqual(new Set(codes), new Set(['unknown_game']));
  assert.deepEqual(chat.store.get().outbox, []);
});

test('a move that was cut goes again with its id', () => {
  const { chat, clock, said, line } = opened({ general: 0 });
  void chat.games.play('game-001', 3, 4);
  const [move] = said();
  line().ends(1006);
  clock.pass(250);
  line().onopen?.();
  line().says(welcomed({ general: 0 }));
  assert.deepEqual(said().at(-1), move);
});
