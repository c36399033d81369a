import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Api } from '../../client/transport/api.ts';
import { openSqlite } from '../../server/store/sqlite/open.ts';
import { causetteJson, startOn } from '../contenders/causette.ts';
import type { PinnedProcess } from '../contenders/pinned-process.ts';
import { Client } from '../load/client.ts';
import { json } from '../load/dialects.ts';
import { percentile } from '../percentile.ts';
import { fillRoom } from './filled-room.ts';
import { metered } from './meter.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const cache = join(import.meta.dirname, '../../.cache/bench');
/** Names of rooms, with their numbers of messages. */
const rooms = { million: 1_000_000, thousand: 1_000 };
const behind = 500;
const timesASecond = 300;

/** H: a long history must not make a room slow. */
export const history: Scenario = {
  title: 'A long history',
  note: 'One after the other, from files in memory; the time is the whole round trip, the CPU the server alone.',
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [readThem],
};

async function readThem(_contender: unknown, effort: Effort): Promise<Figure[]> {
  const folder = await filledFolder(effort.crowdsBy);
  await readThrough(folder);
  const server = await startOn(folder);
  try {
    const { token } = await new Api(server.url).signIn(`Reader ${Date.now()}`);
    const lengths = Object.entries(rooms).map(([room, size]) => ({
      room,
      length: size / effort.crowdsBy,
    }));
    const figures: Figure[] = [];
    for (const [name, act] of Object.entries(actionsOf(server.port, [token]))) {
      figures.push(...(await compared(server, name, act, lengths, effort)));
    }
    return figures;
  } finally {
    await server.stop('SIGTERM');
  }
}

/** Created once: a million rows take a while. */
async function filledFolder(dividedBy: number): Promise<string> {
  const folder = join(cache, `history-${rooms.million / dividedBy}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(cache, { recursive: true });
  console.log('Writing a long history (once)…');
  const database = openSqlite(unfinished);
  for (const [room, size] of Object.entries(rooms))
    await fillRoom(database, room, size / dividedBy);
  database.close();
  await rename(unfinished, folder);
  return folder;
}

/**
 * Reads both rooms into the system's cache: otherwise the disk would be measured, for one of them.
 */
async function readThrough(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    await finished(createReadStream(join(folder, name)).resume());
  }
}

type Act = (past: Past) => Promise<void>;

/** A room by the number of its messages. */
interface Past {
  room: string;
  length: number;
}

function actionsOf(port: number, tokens: readonly string[]): Record<string, Act> {
  return {
    open: ({ room, length }) => opened(port, tokens, { room, from: 0, to: length }),
    [`catch up ${behind}`]: ({ room, length }) =>
      opened(port, tokens, { room, from: Math.max(1, length - behind), to: length }),
    'a page of 50': ({ room, length }) =>
      page(port, tokens, room, Math.ceil(Math.random() * length)),
  };
}

/** The same in each room, after a warm-up: otherwise the first would include compilation. */
async function compared(
  server: PinnedProcess,
  name: string,
  act: Act,
  pasts: readonly Past[],
  { seconds }: Effort,
): Promise<Figure[]> {
  const times = seconds * timesASecond;
  for (const past of pasts) for (let time = 0; time < times; time++) await act(past);
  const figures: Figure[] = [];
  for (const past of pasts) {
    const what = `room of ${past.length}: ${name}`;
    figures.push(...(await timed(server, what, () => act(past), times)));
  }
  return figures;
}

async function timed(
  server: PinnedProcess,
  what: string,
  act: () => Promise<void>,
  times: number,
): Promise<Figure[]> {
  const took: number[] = [];
  const { serverCpu } = await metered(server, async () => {
    for (let time = 0; time < times; time++) {
      const started = performance.now();
      await act();
      took.push(performance.now() - started);
    }
  });
  return [
    { what: `${what}, p50`, unit: 'ms', value: percentile(took, 0.5) },
    { what: `${what}, server CPU`, unit: 'ms', value: (serverCpu * 1_000) / times },
  ];
}

interface Span {
  room: string;
  from: number;
  to: number;
}

/** A connection opens, follows the room from a revision to its end, and closes. */
async function opened(port: number, tokens: readonly string[], { room, from, to }: Span) {
  const protocol = json(tokens, () => room, from);
  const dialect: typeof protocol = {
    ...protocol,
    received(client, length, bytes, at) {
      const count = protocol.received(client, length, bytes, at);
      if (client.rev === to) client.markReady();
      return count;
    },
  };
  const client = new Client(port, 0, dialect, () => {});
  await client.ready;
  client.close();
}

async function page(port: number, [token]: readonly string[], room: string, before: number) {
  const address = `http://127.0.0.1:${port}/api/rooms/${room}/messages?before=${before}&limit=50`;
  const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`the page was answered with ${response.status}`);
  await response.arrayBuffer();
}
