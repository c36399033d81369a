import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { replay } from '../../../protocol/games/game.ts';
import { games as rules } from '../../../protocol/games/games.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import { seatOf } from '../../../protocol/games/seats.ts';
import type { Transaction } from '../../store/database.ts';
import { countOpenGames } from '../../store/games.ts';
import { openSqlite } from '../../store/sqlite/open.ts';
import { ada, settings, toto } from '../../test-support/doubles/store-spec.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { execute, type Change } from '../registry.ts';

/** `move` is made by the player whose turn it is, `play` by anybody at any ply. */
type Played = 'play' | 'move';

/** Changes that the server makes itself. */
type ByServer = 'leave' | 'return' | 'lapse';

/** One command. The numbers select people, games and moves among those that exist. */
interface Step {
  does: 'propose' | 'again' | 'accept' | 'withdraw' | Played | 'resign' | 'claim' | ByServer;
  by: number;
  game: number;
  ply: number;
  move: number;
  /** Reuses the id of the previous command. */
  isSentTwice: boolean;
  wait: number;
}

const eve = { id: 'p-eve', name: 'Eve' };
const people = [ada, toto, eve];
const often = [...Array<'move'>(8).fill('move'), 'play', 'accept', 'accept'] as const;
const seldom = [
  'propose',
  'again',
  'withdraw',
  'resign',
  'claim',
  'leave',
  'return',
  'lapse',
] as const;
const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom<Step['does'][]>(...often, ...often, ...often, ...seldom),
    by: fc.nat({ max: 2 }),
    game: fc.nat({ max: 3 }),
    ply: fc.nat({ max: 9 }),
    move: fc.nat({ max: 9 }),
    isSentTwice: fc.nat({ max: 9 }).map((chance) => chance === 5),
    wait: fc.constantFrom(0, 1_000, 30_000, 60_000, 25 * 60 * 60 * 1_000),
  }),
  { minLength: 40, maxLength: 120, size: 'max' },
);

test('every game stays legal under random commands of three people', async (t) => {
  const database = openSqlite(temporaryFolder(t));
  t.after(() => database.close());
  const property = fc.asyncProperty(fc.noBias(steps), async (all) => {
    const work = database.transaction(async (queries) => {
      await new World(queries).execute(all);
      throw new RolledBack();
    });
    await assert.rejects(work, RolledBack);
  });
  await fc.assert(property, { numRuns: 100 });
});

/** Rolls a transaction back. */
class RolledBack extends Error {}

/** A room in which commands can refer to at most three games. */
class World {
  readonly #queries: Transaction;
  #now = 1_000;
  #asks = 0;
  #games = new Map<string, GameMessage>();

  constructor(queries: Transaction) {
    this.#queries = queries;
  }

  async execute(all: Step[]): Promise<void> {
    for (const { id, name } of people) {
      const hash = `hash of ${id}`;
      await this.#ask(ada, { type: 'sign-in', id, name, hash });
    }
    for (const step of all) await this.#take(step);
  }

  async #take(step: Step): Promise<void> {
    this.#now += step.wait;
    const { by, change } = this.#requestOf(step);
    await this.#ask(by, change);
    const after = await this.#read();
    for (const game of after.values()) {
      mustBeLegal(game);
      mustFollow(this.#games.get(game.id), game, by.id, change);
    }
    for (const { id } of people) {
      const open = [...after.values()].filter(
        (game) => !game.result && seatOf(game, { id }) !== undefined,
      );
      assert.equal(await countOpenGames(this.#queries, id), open.length);
    }
    this.#games = after;
  }

  #requestOf(step: Step): { by: Person; change: Change } {
    const latest = [...this.#games.values()].slice(-3);
    const game = latest[step.game % (latest.length + 1)];
    const toMove = game?.seats[game.moves.length % 2];
    if (step.does !== 'move' || game === undefined || !toMove) {
      return { by: people[step.by]!, change: this.#changeOf(step, game?.id ?? 'no-game-1') };
    }
    const { move } = step;
    const at = { message: game.id, ply: game.moves.length };
    return { by: toMove, change: { type: 'game.play', id: this.#id(step), ...at, move } };
  }

  #changeOf(step: Step, message: string): Change {
    const { does, ply, move } = step;
    const id = this.#id(step);
    const propose = { type: 'game.propose', id, room: 'general', game: 'morpion' } as const;
    switch (does) {
      case 'propose':
        return { ...propose, ...(ply === 0 && { to: ada.id }) };
      case 'again':
        return { ...propose, again: message };
      case 'play':
      case 'move':
        return { type: 'game.play', id, message, ply, move };
      case 'leave':
        return { type: 'game.leave', since: this.#now };
      case 'return':
      case 'lapse':
        return { type: `game.${does}` };
      default:
        return { type: `game.${does}`, id, message };
    }
  }

  #id({ isSentTwice }: Step): string {
    if (!isSentTwice) this.#asks += 1;
    return `change-${this.#asks}`;
  }

  async #ask(by: Person, change: Change): Promise<void> {
    await execute(this.#queries, { by, at: this.#now, change }, settings);
  }

  async #read(): Promise<Map<string, GameMessage>> {
    const rows = await this.#queries.all<{ body: string }>(
      'SELECT body FROM messages ORDER BY seq',
    );
    const all = rows.map(({ body }) => JSON.parse(body) as GameMessage);
    return new Map(all.map((game) => [game.id, game]));
  }
}

function mustBeLegal({ game, moves, seats, result }: GameMessage): void {
  const position = replay(rules.get(game)!, moves);
  assert.equal(position.ply, moves.length);
  const end = rules.get(game)!.outcome(position);
  const isByRules = result?.is === 'drawn' || (result?.is === 'won' && result.by === 'line');
  assert.equal(isByRules, end !== undefined);
  if (end?.is === 'won') assert.deepEqual(result, { ...end, by: 'line' });
  if (moves.length > 0 || result?.is === 'won') assert.ok(!seats.includes(null));
  assert.notEqual(seats[0]?.id, seats[1]?.id);
}

/** Asserts that one command has changed a game in a legal way. */
function mustFollow(
  before: GameMessage | undefined,
  after: GameMessage,
  by: string,
  change: Change,
): void {
  if (before === undefined) return assert.equal(after.author.id, by);
  for (const seat of [0, 1] as const) {
    const isTaken = before.seats[seat] === null && change.type === 'game.accept';
    if (isTaken && after.seats[seat] !== null) assert.equal(after.seats[seat].id, by);
    else assert.deepEqual(after.seats[seat], before.seats[seat]);
    if (after.gone[seat] !== before.gone[seat]) assert.equal(after.seats[seat]?.id, by);
  }
  const { moves } = before;
  assert.deepEqual(after.moves.slice(0, moves.length), moves);
  if (after.moves.length > moves.length) {
    assert.deepEqual([change.type, after.moves.length], ['game.play', moves.length + 1]);
    assert.equal(before.seats[moves.length % 2]?.id, by);
  }
  if (before.result === undefined) return mustEnd(after, by, change);
  const { rev: _rev, rematch: _rematch, ...still } = after;
  const { rev: _before, rematch, ...was } = before;
  assert.deepEqual(still, was);
  if (rematch !== undefined) assert.deepEqual(after, before);
}

/**
 * Asserts who wins: not the player who resigns, the one who claims, not the one whose time is up.
 */
function mustEnd({ seats, moves, result }: GameMessage, by: string, { type }: Change): void {
  if (result?.is !== 'won' || result.by === 'line') return;
  if (result.by === 'time') {
    return assert.deepEqual([type, result.seat], ['game.lapse', (moves.length + 1) % 2]);
  }
  const isOwn = seats[result.seat]?.id === by;
  assert.equal(type, isOwn ? 'game.claim' : 'game.resign');
}
