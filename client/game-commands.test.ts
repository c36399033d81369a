import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { opened, welcomed } from './test-support/test-chat.ts';

test('sends each action as one command, once, and returns its answer', async () => {
  const { chat, sent, transport } = opened({ general: 0 });
  const { games } = chat;
  const answers = [
    games.propose('general', 'morpion'),
    games.propose('general', 'morpion', 'p-zoe'),
    games.again('general', 'morpion', 'game-001'),
    games.accept('game-001'),
    games.withdraw('game-001'),
    games.play('game-001', 3, 4),
    games.resign('game-001'),
    games.claim('game-001'),
  ];
  for (const index of answers.keys()) {
    transport().receives({ type: 'refused', id: sent()[index]!['id'], ...refusal('unknown_game') });
  }
  assert.deepEqual(
    sent().map(({ id: _id, ...command }) => command),
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
  const codes = (await Promise.all(answers)).map((answer) => 'code' in answer && answer.code);
  assert.deepEqual(new Set(codes), new Set(['unknown_game']));
  assert.deepEqual(chat.store.get().outbox, []);
});

test('sends a move again with the same id after a cut', () => {
  const { chat, clock, sent, transport } = opened({ general: 0 });
  void chat.games.play('game-001', 3, 4);
  const [move] = sent();
  transport().ends(1006);
  clock.pass(250);
  transport().onopen?.();
  transport().receives(welcomed({ general: 0 }));
  assert.deepEqual(sent().at(-1), move);
});
