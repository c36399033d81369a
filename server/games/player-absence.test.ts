import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'node:test';
import type { RoomChanges } from '../../protocol/frames.ts';
import type { GameMessage, Person } from '../../protocol/model.ts';
import { refusal, type Refusal } from '../../protocol/refusals.ts';
import { PlayerAbsence } from './player-absence.ts';
import type { Change } from '../commands/registry.ts';
import type { Request } from '../commands/handler.ts';
import type { Outcome } from '../commands/outcome.ts';
import type { CommitQueue } from '../commit/commit-queue.ts';
import type { Database } from '../store/database.ts';
import { ada, toto } from '../test-support/doubles/store-spec.ts';
import { ManualClock } from '../test-support/doubles/manual-clock.ts';

test('a player who disconnects is marked absent after 5 seconds, and present again at once', async () => {
  const { absence, pass, come, leave, trace, games } = world();
  games.set(toto.id, 1);
  await leave(toto);
  await pass(4_999);
  assert.deepEqual(trace, []);
  await pass(1);
  await come(toto);
  assert.deepEqual(trace, [
    'asks for the games of Toto',
    'Toto: game.leave',
    'asks for the games of Toto',
    'Toto: game.return',
  ]);
  absence.stop();
});

test('a player who only reloads is not marked absent', async () => {
  const { pass, come, leave, trace, games } = world();
  games.set(toto.id, 1);
  await leave(toto);
  await come(toto);
  await pass(59_999);
  assert.deepEqual(trace, []);
});

test('a person without games who leaves and returns causes one query only', async () => {
  const { pass, come, leave, trace } = world();
  await leave(toto);
  await pass(5_000);
  await come(toto);
  assert.deepEqual(trace, ['asks for the games of Toto']);
});

test('an absent player is forgotten when their last game ends', async () => {
  const { absence, pass, come, leave, trace, games } = world();
  games.set(toto.id, 2);
  await leave(toto);
  await pass(5_000);
  for (const left of [1, 0]) {
    games.set(toto.id, left);
    absence.roomChanged(changesOf(game({ result: { winner: 1 } as never, gone: [1, null] })));
    await turn();
  }
  trace.length = 0;
  await come(toto);
  assert.deepEqual(trace, []);
});

test('an absent player with another open game is remembered when one ends', async () => {
  const { absence, pass, come, leave, trace, games } = world();
  games.set(toto.id, 1);
  await leave(toto);
  await pass(5_000);
  absence.roomChanged(changesOf(game({ result: { winner: 1 } as never })));
  await come(toto);
  assert.equal(trace.at(-1), 'Toto: game.return');
});

test('when a game goes on, only its absent players are checked', async () => {
  const { absence, pass, come, trace, games } = world();
  games.set(toto.id, 1);
  await come(ada);
  absence.roomChanged(changesOf(game({ seats: [toto, null] }), game({})));
  await pass(5_000);
  assert.deepEqual(trace, ['asks for the games of Toto', 'Toto: game.leave']);
});

test('a player who is marked absent in a game is marked present when they connect', async () => {
  const { absence, come, trace, games } = world();
  await come(ada);
  games.set(toto.id, 1);
  absence.roomChanged(changesOf(game({ gone: [1, null] })));
  await come(toto);
  assert.deepEqual(trace, ['asks for the games of Toto', 'Toto: game.return']);
});

test('when the server stops, no player is marked absent and no game ends', async () => {
  const { absence, pass, leave, trace, games, clock } = world();
  games.set(toto.id, 1);
  await leave(toto);
  absence.stop();
  clock.set(60_000);
  await pass(120_000);
  assert.deepEqual(trace, []);
});

test('a clock jump of up to five seconds is a delay; a larger one means that the clock was set', async () => {
  const { pass, trace, clock } = world();
  for (const by of [5_000, 5_001, -5_000, -5_001]) {
    clock.set(by);
    await pass(1_000);
    trace.push(`off by ${by}`);
  }
  const set = 'Causette: game.clock';
  const off = [5_000, 5_001, -5_000, -5_001].map((by) => `off by ${by}`);
  assert.deepEqual(trace, [off[0], set, off[1], off[2], set, off[3]]);
});

test('a clock change that the store refuses is written again after retryAfter', async () => {
  const { pass, trace, clock, refuse } = world();
  clock.set(60_000);
  refuse(refusal('unavailable', { retryAfter: 5 }));
  await pass(1_000);
  await pass(4_999);
  assert.deepEqual(trace, ['Causette: game.clock']);
  await pass(1);
  await pass(10_000);
  assert.deepEqual(trace, ['Causette: game.clock', 'Causette: game.clock']);
});

test('a player who returns before their absence could be written is not marked absent', async () => {
  const { pass, come, leave, trace, games, refuse } = world();
  games.set(toto.id, 1);
  await leave(toto);
  refuse(refusal('unavailable', { retryAfter: 5 }));
  await pass(5_000);
  await come(toto);
  await pass(5_000);
  assert.deepEqual(
    trace.filter((line) => line.startsWith('Toto')),
    ['Toto: game.leave', 'Toto: game.return'],
  );
});

test('an absence that the store refuses is written again after retryAfter', async () => {
  const { pass, leave, trace, games, refuse } = world();
  games.set(toto.id, 1);
  await leave(toto);
  refuse(refusal('unavailable', { retryAfter: 5 }));
  await pass(5_000);
  await pass(5_000);
  assert.deepEqual(
    trace.filter((line) => line.startsWith('Toto')),
    ['Toto: game.leave', 'Toto: game.leave'],
  );
});

test('a started server writes nothing if there are no open games', async () => {
  const { absence, pass, trace } = world();
  await absence.started(59_000);
  await pass(59_000);
  assert.deepEqual(trace, []);
});

test('an absent player is remembered when the query for their games fails', async () => {
  const { absence, pass, come, leave, trace, games, errors } = world();
  await come(ada);
  absence.roomChanged(changesOf(game({ gone: [1, null] })));
  games.set(toto.id, NaN);
  await leave(toto);
  await pass(5_000);
  games.set(toto.id, 1);
  await come(toto);
  assert.deepEqual(errors, [new Error('disk')]);
  assert.equal(trace.at(-1), 'Toto: game.return');
});

function world() {
  const [clock, trace] = [new ManualClock(), [] as string[]];
  const refusals: Refusal[] = [];
  const [here, games, errors] = [new Set<string>(), new Map<string, number>(), [] as unknown[]];
  const absence = new PlayerAbsence({
    clock,
    database: databaseOf(games, trace),
    commitQueue: commitQueueTo(trace, refusals),
    isHere: (person) => here.has(person),
    reportError: (error) => errors.push(error),
  });
  return {
    absence,
    clock,
    trace,
    /** Refuses the next write with this reason. */
    refuse: (reason: Refusal) => void refusals.push(reason),
    games,
    errors,
    come: async (person: Person) => {
      here.add(person.id);
      absence.connected(person);
      await turn();
    },
    leave: async (person: Person) => {
      here.delete(person.id);
      absence.checkLater(person);
      await turn();
    },
    pass: async (milliseconds: number) => {
      clock.pass(milliseconds);
      await turn();
    },
  };
}

/** A store that knows the number of open games per person, and fails where it is NaN. */
function databaseOf(games: Map<string, number>, trace: string[]): Database {
  const names = new Map([ada, toto].map(({ id, name }) => [id, name]));
  const get = async (_sql: string, id: string): Promise<{ count: number }> => {
    trace.push(`asks for the games of ${names.get(id)}`);
    const count = games.get(id) ?? 0;
    if (Number.isNaN(count)) throw new Error('disk');
    return { count };
  };
  return { get, all: async () => [] } as unknown as Database;
}

function commitQueueTo(trace: string[], refusals: Refusal[]): CommitQueue {
  const write = async ({ by, change }: Request<Change>): Promise<Outcome> => {
    trace.push(`${by.name}: ${change.type}`);
    const reason = refusals.shift();
    return reason === undefined ? { is: 'done' } : { is: 'refused', refusal: reason };
  };
  return { write } as unknown as CommitQueue;
}

function game(more: Partial<GameMessage>): GameMessage {
  const message = { id: 'game-1', seq: 1, rev: 1, at: 0, author: toto, kind: 'game' } as const;
  const state = { game: 'morpion', seats: [toto, ada], moves: [], gone: [null, null] };
  return { ...message, ...state, ...more } as GameMessage;
}

function changesOf(...messages: GameMessage[]): RoomChanges {
  return { type: 'changes', room: 'general', from: 0, rev: 1, messages };
}
