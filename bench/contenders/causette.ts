import { randomUUIDv7 as newId } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRoom } from '../../protocol/limits.ts';
import { newToken } from '../../server/runtime/tokens.ts';
import type { Database } from '../../server/store/database.ts';
import { addPerson, addSession } from '../../server/store/people.ts';
import { openSqlite } from '../../server/store/sqlite/open.ts';
import type { Dialect } from '../load/client.ts';
import { greeted, json, plain, plainCausette } from '../load/dialects.ts';
import type { Contender, Running } from './contender.ts';
import { PinnedProcess } from './pinned-process.ts';

const main = join(import.meta.dirname, '../../server/main.js');
const packageJson = join(import.meta.dirname, '../../package.json');
const people = 10_000;
/** A folder for CPU profiles of our server, if wanted: `bench/hottest.ts` reads them. */
const profiles = process.env['PROFILES'];
/** No rate limits and no bots. */
const unlimited = { RATE_LIMIT: '0', CONNECTIONS_PER_ADDRESS: '0', BOTS: 'off' };

/** Our own server: each message is on disk before anyone receives it. */
export const causetteJson: Contender = {
  name: 'Causette, JSON',
  start: async () => {
    const prepared = await prepareData();
    return run(
      prepared,
      json(prepared.tokens, () => defaultRoom),
    );
  },
};

export const causettePlain: Contender = {
  name: 'Causette, plain text',
  start: async () => run(await prepareData(0), plainCausette()),
};

/** A data folder with signed-in people, and whatever else `fill` adds. */
export interface PreparedData {
  readonly folder: string;
  readonly tokens: readonly string[];
}

export async function prepareData(
  count = people,
  fill: (database: Database) => Promise<void> = async () => {},
): Promise<PreparedData> {
  const folder = await mkdtemp(join(tmpdir(), 'causette-bench-'));
  const database = openSqlite(folder);
  const tokens = await signIn(database, count);
  await fill(database);
  database.close();
  return { folder, tokens };
}

/** Signs people in directly in the store, without requests. Returns their tokens. */
function signIn(database: Database, count: number): Promise<string[]> {
  return database.transaction(async (queries) => {
    const tokens: string[] = [];
    for (let number = 0; number < count; number++) {
      const { token, hash } = newToken();
      const person = { id: newId(), name: `Person ${number}` };
      await addPerson(queries, person);
      await addSession(queries, hash, person.id, Date.now());
      tokens.push(token);
    }
    return tokens;
  });
}

/** Starts the server with its own data, which is removed when it stops. */
export async function run(
  { folder }: PreparedData,
  room: Dialect,
  settings: Record<string, string> = {},
): Promise<Running> {
  const process = await startOn(folder, settings);
  const stop = async (): Promise<void> => {
    await process.stop(profiles === undefined ? 'SIGKILL' : 'SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
  return { process, room, echo: plain('/echo'), greeted: greeted('/ws'), stop };
}

/** Starts the server with a folder that is kept. */
export function startOn(
  folder: string,
  settings: Record<string, string> = {},
): Promise<PinnedProcess> {
  const options = ['--port', '0', '--data-dir', folder];
  const args = [...flags(), ...profiling(), main, ...options];
  return PinnedProcess.start([process.execPath, ...args], { ...unlimited, ...settings });
}

/** The Node options of `npm start`. */
function flags(): string[] {
  const { scripts } = JSON.parse(readFileSync(packageJson, 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

function profiling(): string[] {
  return profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
}
