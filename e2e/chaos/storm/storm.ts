import { randomUUIDv7 as newId } from 'node:crypto';
import { Api } from '../../../client/transport/api.ts';
import { Chat } from '../../../client/chat.ts';
import { openWebSocket } from '../../../client/transport/websocket.ts';
import type { Frame } from '../../../protocol/frames.ts';
import { RunningServer } from '../../../scripts/server/running-server.ts';
import { assemble, gathered, type Onlooker } from './crowd.ts';
import { HealthzProbe } from '../healthz-probe.ts';
import { revisionsIn } from '../kept.ts';

const rooms = ['general', 'red', 'green', 'blue', 'yellow'];
/** Messages in each room before the storm, and those posted while everyone is disconnected. */
const history = 200;
const meanwhile = 5;
/** Seconds for everyone to reconnect, and milliseconds for the server to respond. */
const backIn = 30;
const answersIn = 250;
const settlesIn = 120;

/** How everyone is disconnected. */
export type Blow = 'kill' | 'cut';

export interface Storm {
  /** The measured values. */
  rows: [what: string, value: number, unit: string][];
  isGood: boolean;
}

/** Disconnects this many clients at the same moment, and measures how they reconnect. */
export async function storm(people: number, blow: Blow): Promise<Storm> {
  const server = await RunningServer.start({ LOG_LEVEL: 'error' });
  try {
    const url = new URL(server.url);
    const { token } = await new Api(url).signIn('Chronicler');
    const tell = (lines: number): Promise<void> => tellAll(url, token, lines);
    await makeRooms(url, token);
    await tell(history);
    const crowd = await assemble(url, people, rooms);
    const revisions = () => revisionsIn(server.dataDir);
    if (!(await gathered(crowd, revisions, settlesIn))) throw new Error('not everybody came');
    return await strike(server, crowd, blow, tell);
  } finally {
    await server.remove();
  }
}

async function strike(
  server: RunningServer,
  crowd: Onlooker[],
  blow: Blow,
  tell: (lines: number) => Promise<void>,
): Promise<Storm> {
  const cpuBefore = blow === 'cut' ? await cpuOf(server) : 0;
  const own = process.cpuUsage();
  const probe = new HealthzProbe(server.url);
  const began = performance.now();
  if (blow === 'kill') await server.stop('SIGKILL');
  else for (const { chat } of crowd) chat.connection.cut();
  if (blow === 'kill') await server.start();
  const upAgain = seconds(performance.now() - began);
  await tell(meanwhile);
  const isWhole = await gathered(crowd, () => revisionsIn(server.dataDir), settlesIn);
  await probe.stop();
  const { user, system } = process.cpuUsage(own);
  const cpu = { server: (await cpuOf(server)) - cpuBefore, client: (user + system) / 1e6 };
  const connected = crowd.map(({ connectedAt }) => seconds(connectedAt - began));
  const whole = crowd.map(({ learnedAt }) => seconds(learnedAt - began));
  for (const { chat } of crowd) chat.close();
  const isInTime = Math.max(...whole) <= backIn && Math.max(...probe.took) <= answersIn;
  const rows: Storm['rows'] = [
    ['server up again', upAgain, 's'],
    ...spread('connected', connected, 's'),
    ...spread('everything is there', whole, 's'),
    ...spread('/healthz answers', probe.took, 'ms'),
    ['/healthz answers', probe.took.length, ''],
    ['server, CPU', cpu.server, 's'],
    ['clients, CPU', cpu.client, 's'],
  ];
  return { rows, isGood: isWhole && isInTime };
}

function seconds(milliseconds: number): number {
  return milliseconds / 1_000;
}

function spread(what: string, values: readonly number[], unit: string): Storm['rows'] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
  return [
    [`${what}, p50`, at(0.5), unit],
    [`${what}, p99`, at(0.99), unit],
    [`${what}, max`, at(1), unit],
  ];
}

async function makeRooms(server: URL, token: string): Promise<void> {
  const chat = new Chat({ server, token });
  chat.open();
  for (const room of rooms.slice(1)) await chat.rooms.create(room);
  chat.close();
}

/** Posts messages to each room at once, and waits until they are on disk. */
function tellAll(server: URL, token: string, lines: number): Promise<void> {
  const line = openWebSocket(server, token);
  const speak = (): void => {
    for (let number = 0; number < lines * rooms.length; number++) {
      const room = rooms[number % rooms.length];
      line.send(JSON.stringify({ type: 'post', id: newId(), room, text: `Line ${number}.` }));
    }
  };
  let acks = 0;
  return new Promise<void>((resolve, reject) => {
    line.onmessage = ({ data }) => {
      const { type } = JSON.parse(data) as Frame;
      if (type === 'welcome') speak();
      if (type === 'ack') acks += 1;
      if (acks === lines * rooms.length) resolve();
    };
    line.onclose = ({ code }) => reject(new Error(`the chronicler was cut off: ${code}`));
  }).then(() => line.close(1000));
}

/** Processor seconds used by the server since its start. */
async function cpuOf(server: RunningServer): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', server.url))).text();
  return Number(/^process_cpu_seconds_total (\S+)/mu.exec(metrics)?.[1]);
}
