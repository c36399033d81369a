import assert from 'node:assert/strict';
import test from 'node:test';
import type { Frame } from '../../../protocol/frames.ts';
import { changes, post } from '../../test-support/running/test-clients.ts';
import {
  ack,
  answers,
  begun,
  codeOf,
  gameMessage,
  gameSeenBy,
  nextGames,
  onGame,
  play,
  playAll,
  propose,
  three,
} from '../../test-support/running/game-players.ts';

test('everyone in the room gets every move, and later clients get the current state', async (t) => {
  const { server, toto, ada, eve } = await begun(t);
  await playAll(toto, ada, [4, 0, 2]);
  const seats: [typeof toto.person, typeof ada.person] = [toto.person, ada.person];
  const at = (rev: number, ...moves: number[]) => gameMessage(toto.person, { rev, seats, moves });
  const received = [
    changes(2, 3, at(3, 4)),
    changes(3, 4, at(4, 4, 0)),
    changes(4, 5, at(5, 4, 0, 2)),
  ];
  assert.deepEqual(await eve.rest(), received);
  const late = await server.join('Zoé');
  assert.deepEqual(await gameSeenBy(late), at(5, 4, 0, 2));
});

test('of two moves of one player in one packet, one is made', async (t) => {
  const { toto, eve } = await begun(t);
  toto.send(play('move-001', 0, 4), play('move-002', 0, 5), play('move-003', 1, 6));
  const isAnswer = (frame: Frame): boolean => 'id' in frame;
  await toto.until(() => toto.received.filter(isAnswer).length === 3);
  const codes = toto.received.filter(isAnswer).map(codeOf);
  assert.deepEqual(codes, ['ack', 'not_your_turn', 'not_your_turn']);
  assert.deepEqual((await nextGames(eve)).at(-1)?.moves, [4]);
});

test('an illegal move is refused with its reason, and the game stays as it is', async (t) => {
  const { toto, ada, eve } = await begun(t, 4);
  const before = await gameSeenBy(eve);
  assert.deepEqual(
    await answers(
      [toto, play('move-001', 1, 0)],
      [eve, play('move-002', 1, 0)],
      [ada, play('move-003', 1, 4)],
      [ada, play('move-004', 1, 9)],
      [ada, play('move-005', 0, 0)],
      [ada, play('move-006', 2, 0)],
      [ada, play('move-007', 1, 0, 'game-009')],
      [eve, onGame('resign', 'resign-1')],
      [ada, onGame('claim', 'claim-01')],
    ),
    [
      'not_your_turn',
      'not_a_player',
      'cell_taken',
      'invalid_move',
      'stale',
      'stale',
      'unknown_game',
      'not_a_player',
      'not_gone',
    ],
  );
  assert.deepEqual(await gameSeenBy(eve), before);
});

test('no move is possible before the start of a game or after its end', async (t) => {
  const { toto, ada } = await three(t);
  await toto.ask(propose());
  const early = await answers(
    [toto, play('move-001', 0, 4)],
    [toto, onGame('resign', 'resign-1')],
    [ada, play('move-002', 0, 4)],
  );
  await ada.ask(onGame('accept', 'accept-1'));
  await playAll(toto, ada, [0, 3, 1, 4, 2]);
  const late = await answers(
    [ada, play('move-003', 5, 8)],
    [ada, onGame('resign', 'resign-2')],
    [toto, onGame('claim', 'claim-01')],
    [toto, onGame('withdraw', 'withdraw')],
  );
  assert.deepEqual(
    [early, late],
    [
      ['not_started', 'not_started', 'not_a_player'],
      ['game_over', 'game_over', 'game_over', 'game_over'],
    ],
  );
  const won = { is: 'won', seat: 0, by: 'line', line: [0, 1, 2] };
  assert.deepEqual((await gameSeenBy(ada)).result, won);
});

test('a full board without a line is a draw', async (t) => {
  const { eve } = await begun(t, 0, 1, 2, 4, 3, 5, 7, 6, 8);
  assert.deepEqual((await gameSeenBy(eve)).result, { is: 'drawn' });
});

test('a player who resigns loses', async (t) => {
  const { toto, eve } = await begun(t, 4);
  assert.deepEqual(await answers([toto, onGame('resign', 'resign-1')]), ['ack']);
  assert.deepEqual((await gameSeenBy(eve)).result, { is: 'won', seat: 1, by: 'resignation' });
});

test('a repeated move gets the first answer, on another connection too', async (t) => {
  const { server, toto, ada, eve, who } = await begun(t);
  await toto.ask(play('move-001', 0, 4));
  await ada.ask(play('move-002', 1, 0));
  await eve.rest();
  toto.socket.terminate();
  const back = await server.join(who.toto);
  for (const client of [back, back]) {
    assert.deepEqual(await client.ask(play('move-001', 0, 4)), ack('move-001', 3));
  }
  assert.deepEqual(await back.ask(propose()), ack('game-001', 1));
  assert.deepEqual(await eve.rest(), []);
});

test('a text message cannot be played, and a game cannot be edited as a text', async (t) => {
  const { toto, ada } = await begun(t);
  await toto.ask(post('message-1'));
  await toto.ask({ type: 'room.create', id: 'create-1', name: 'tea' });
  assert.deepEqual(
    await answers(
      [toto, play('move-001', 0, 4, 'message-1')],
      [ada, onGame('accept', 'accept-9', 'message-1')],
      [toto, { type: 'edit', id: 'edit-001', message: 'game-001', text: 'x' }],
      [toto, { type: 'delete', id: 'delete-1', message: 'game-001' }],
      [ada, { type: 'react', id: 'react-01', message: 'game-001', emoji: '👍', on: true }],
      [toto, propose('message-1')],
      [toto, post('game-001')],
      [ada, propose('game-001')],
      [toto, propose('game-002', { room: 'tea', again: 'game-001' })],
    ),
    [
      'unknown_game',
      'unknown_game',
      'unknown_message',
      'unknown_message',
      'unknown_message',
      'id_reused',
      'id_reused',
      'id_reused',
      'unknown_game',
    ],
  );
});
