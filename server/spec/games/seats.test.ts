import assert from 'node:assert/strict';
import test from 'node:test';
import { limits } from '../../../protocol/limits.ts';
import { changes } from '../../test-support/running/test-clients.ts';
import {
  ack,
  answers,
  begin,
  begun,
  codeOf,
  gameMessage,
  gameSeenBy,
  onGame,
  play,
  propose,
  three,
} from '../../test-support/running/game-players.ts';

test('a game is proposed to the room, and the first other person gets the seat', async (t) => {
  const { toto, ada, eve } = await three(t);
  await toto.ask(propose());
  const proposed = gameMessage(toto.person);
  assert.deepEqual(await toto.rest(), [changes(0, 1, proposed), ack('game-001', 1)]);
  await ada.ask(onGame('accept', 'accept-1'));
  const taken = { ...proposed, rev: 2, seats: [toto.person, ada.person] as typeof proposed.seats };
  const received = [changes(0, 1, proposed), changes(1, 2, taken)];
  assert.deepEqual(await ada.rest(), [...received, ack('accept-1', 2)]);
  assert.deepEqual(await eve.rest(), received);
});

test('a game proposed to one person is for that person only, who must exist', async (t) => {
  const { toto, ada, eve } = await three(t);
  const to = ada.person.id;
  assert.deepEqual(
    await answers(
      [toto, propose('game-001', { to })],
      [eve, onGame('accept', 'accept-1')],
      [eve, onGame('withdraw', 'withdraw')],
      [toto, propose('game-002', { to: toto.person.id })],
      [toto, propose('game-003', { to: 'nobody' })],
      [toto, propose('game-004', { game: 'chess' })],
      [toto, propose('game-005', { room: 'nowhere' })],
      [ada, onGame('accept', 'accept-1')],
    ),
    [
      'ack',
      'seat_reserved',
      'not_a_player',
      'unknown_person',
      'unknown_person',
      'unknown_game',
      'unknown_room',
      'ack',
    ],
  );
  assert.deepEqual(
    await gameSeenBy(eve),
    gameMessage(toto.person, { rev: 2, seats: [toto.person, ada.person], invited: ada.person }),
  );
});

test('of two people who accept at once, one gets the seat', async (t) => {
  const { toto, ada, eve } = await three(t);
  await toto.ask(propose());
  const accepted = await Promise.all(
    [ada, eve].map((client) => client.ask(onGame('accept', `accept-${client.person.name}`))),
  );
  const codes = accepted.map(codeOf);
  assert.deepEqual(codes.toSorted(), ['ack', 'stale']);
  const winner = codes[0] === 'ack' ? ada : eve;
  assert.deepEqual((await gameSeenBy(toto)).seats, [toto.person, winner.person]);
});

test('the proposer withdraws or the invited person declines, and nobody can accept then', async (t) => {
  const { toto, ada, eve } = await three(t);
  assert.deepEqual(
    await answers(
      [toto, propose('game-001')],
      [toto, propose('game-002', { to: ada.person.id })],
      [toto, onGame('accept', 'accept-1')],
      [toto, onGame('withdraw', 'withdraw')],
      [ada, onGame('withdraw', 'decline-', 'game-002')],
      [eve, onGame('accept', 'accept-1')],
      [ada, onGame('accept', 'accept-2', 'game-002')],
      [toto, onGame('withdraw', 'withdraw-2')],
    ),
    ['ack', 'ack', 'seat_reserved', 'ack', 'ack', 'game_over', 'game_over', 'game_over'],
  );
  assert.deepEqual((await gameSeenBy(eve)).result, { is: 'withdrawn' });
  assert.deepEqual((await gameSeenBy(eve, 'game-002')).result, { is: 'withdrawn' });
});

test('a game that has started cannot be withdrawn', async (t) => {
  const { toto } = await begun(t);
  assert.deepEqual(await answers([toto, onGame('withdraw', 'withdraw')]), ['stale']);
});

test('a person has at most twenty open games', async (t) => {
  const { toto, ada, eve } = await three(t);
  toto.send(...Array.from({ length: limits.games }, (_, n) => propose(`game-${100 + n}`)));
  await ada.ask(propose());
  assert.deepEqual(
    await answers(
      [toto, propose('game-200')],
      [toto, onGame('accept', 'accept-1')],
      [eve, onGame('accept', 'accept-2', 'game-100')],
      [toto, propose('game-201')],
      [toto, onGame('resign', 'resign-1', 'game-100')],
      [toto, propose('game-202')],
    ),
    ['too_many_games', 'too_many_games', 'ack', 'too_many_games', 'ack', 'ack'],
  );
});

test('in a rematch the other player begins, and the finished game refers to it', async (t) => {
  const { toto, ada, eve } = await begun(t, 0, 3, 1, 4, 2);
  await eve.rest();
  await toto.ask(propose('game-002', { again: 'game-001' }));
  const [frame] = await eve.next();
  const before = await gameSeenBy(eve);
  assert.deepEqual([before.rev, before.rematch], [9, 'game-002']);
  const offered = gameMessage(toto.person, {
    id: 'game-002',
    seq: 8,
    rev: 8,
    seats: [null, toto.person],
    invited: ada.person,
    score: [0, 1],
  });
  assert.deepEqual(frame, changes(7, 9, offered, before));
  assert.deepEqual(
    await answers(
      [ada, propose('game-003', { again: 'game-001' })],
      [eve, propose('game-003', { again: 'game-001' })],
      [toto, propose('game-003', { again: 'game-002' })],
      [eve, onGame('accept', 'accept-2', 'game-002')],
      [ada, onGame('accept', 'accept-2', 'game-002')],
      [toto, play('move-001', 0, 4, 'game-002')],
      [ada, play('move-001', 0, 4, 'game-002')],
    ),
    ['stale', 'not_a_player', 'stale', 'seat_reserved', 'ack', 'not_your_turn', 'ack'],
  );
});

test('a rematch is of the same game', async (t) => {
  const { ada } = await begun(t, 0, 3, 1, 4, 2);
  const other = propose('game-002', { again: 'game-001', game: 'puissance-4' });
  assert.deepEqual(await answers([ada, other]), ['unknown_game']);
});

test('the score counts the wins of each player against the other, in either order of play', async (t) => {
  const { toto, ada, eve } = await begun(t, 0, 3, 1, 4, 2);
  await begin(ada, toto, 'game-002', 4);
  await toto.ask(onGame('resign', 'resign-1', 'game-002'));
  await begin(ada, toto, 'game-003', 4);
  await toto.ask(onGame('resign', 'resign-2', 'game-003'));
  await begin(eve, toto, 'game-004');
  await toto.ask(onGame('resign', 'resign-3', 'game-004'));
  await begin(toto, ada, 'game-005');
  await begin(ada, toto, 'game-006');
  assert.deepEqual((await gameSeenBy(eve, 'game-005')).score, [1, 2]);
  assert.deepEqual((await gameSeenBy(eve, 'game-006')).score, [2, 1]);
});
