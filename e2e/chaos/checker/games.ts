import { isDeepStrictEqual } from 'node:util';
import { replay } from '../../../protocol/games/game.ts';
import { games } from '../../../protocol/games/games.ts';
import type { GameMessage, GameResult } from '../../../protocol/model.ts';
import type { Rule } from './rule.ts';
import { describe, type ChangeRecord, type Facts } from './facts.ts';

/** Every game was played by its rules and its players, and ended once. */
export const gamesAreLegal: Rule = (facts) =>
  [...facts.messages.values()].flatMap(({ message, room }) =>
    message.kind === 'game'
      ? faultsOf(facts, message).map((fault) => {
          const text = `The game ${message.id} at ${message.seq} of #${room}: ${fault}.`;
          return { is: 'wrong', text };
        })
      : [],
  );

function faultsOf(facts: Facts, game: GameMessage): string[] {
  const proposal = facts.records.get(game.id);
  if (proposal?.change.type !== 'game.propose') return ['nobody proposed it'];
  const made = facts.madeTo(game.id);
  return [
    ...seatFaults(facts, game, proposal, made),
    ...moveFaults(game, made),
    ...endFaults(game, made),
  ];
}

/** The players are the proposer and the accepter. */
function seatFaults(
  facts: Facts,
  game: GameMessage,
  { by, change }: ChangeRecord,
  made: readonly ChangeRecord[],
): string[] {
  const accepts = made.filter(({ change: { type } }) => type === 'game.accept');
  if (accepts.length > 1) return [`${accepts.map(describe).join(' and ')} took the one seat`];
  const before = 'again' in change ? facts.messages.get(change.again ?? '')?.message : undefined;
  const isSecond = before?.kind === 'game' && before.seats[0]?.id === by.id;
  const [proposer, other] = [by.id, accepts[0]?.by.id];
  const expected = isSecond ? [other, proposer] : [proposer, other];
  const seated = game.seats.map((seat) => seat?.id);
  return isDeepStrictEqual(seated, expected)
    ? []
    : [`${seated.join(' and ')} sit in it, not ${expected.join(' and ')}`];
}

/** The moves are the requested ones, in order, each by the player whose turn it was. */
function moveFaults(
  { game: name, seats, moves }: GameMessage,
  made: readonly ChangeRecord[],
): string[] {
  const plays = made.flatMap(({ by, change }) =>
    change.type === 'game.play' ? [{ by, ...change }] : [],
  );
  const rules = games.get(name)!;
  const legal = replay(rules, moves).ply;
  const faults = plays.flatMap(({ by, id, ply }, index) => [
    ...(ply === index ? [] : [`move ${index} (${id}) was made as move ${ply}`]),
    ...(seats[index % 2]?.id === by.id ? [] : [`move ${index} was made by ${by.name} out of turn`]),
  ]);
  if (legal < moves.length) faults.push(`move ${legal} of ${moves.join()} is against the rules`);
  const requested = plays.map(({ move }) => move);
  if (isDeepStrictEqual(requested, moves)) return faults;
  return [...faults, `its moves are ${moves.join()}, and ${requested.join()} were made`];
}

/** A game has at most one end: by its rules, or by a resignation or claim. */
function endFaults(game: GameMessage, made: readonly ChangeRecord[]): string[] {
  const rules = games.get(game.game)!;
  const outcome = rules.outcome(replay(rules, game.moves));
  const ends: GameResult[] = made.flatMap((record) => endBy(game, record));
  if (outcome?.is === 'drawn') ends.push({ is: 'drawn' });
  if (outcome?.is === 'won') ends.push({ ...outcome, line: [...outcome.line], by: 'line' });
  if (ends.length > 1) return [`it ended ${ends.length} times: ${JSON.stringify(ends)}`];
  if (isDeepStrictEqual(game.result, ends[0])) return [];
  return [`its result is ${JSON.stringify(game.result)}, not ${JSON.stringify(ends[0])}`];
}

function endBy({ seats }: GameMessage, { by, change }: ChangeRecord): GameResult[] {
  const own = seats[0]?.id === by.id ? 0 : 1;
  switch (change.type) {
    case 'game.withdraw':
      return [{ is: 'withdrawn' }];
    case 'game.resign':
      return [{ is: 'won', seat: own === 0 ? 1 : 0, by: 'resignation' }];
    case 'game.claim':
      return [{ is: 'won', seat: own, by: 'absence' }];
    default:
      return [];
  }
}
