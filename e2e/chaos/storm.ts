import { Api } from '../../client/api.ts';
import { Chat } from '../../client/chat.ts';
import { RunningServer } from '../../scripts/running-server.ts';
import { assemble, gathered, type Onlooker } from './crowd.ts';
import { HealthzProbe } from './healthz-probe.ts';
import { revisionsIn } from './kept.ts';

const rooms = ['general', 'red', 'green', 'blue', 'yellow'];
/** Messages in each room before the storm, and people who say something while all are away. */
const history = 200;
const speakers = 20;
/** Seconds within which everyone is to be back, and milliseconds within which the server answers. */
const backIn = 30;
const answersIn = 250;
const settlesIn = 120;

/** How everyone loses their connection at once. */
export type Blow = 'kill' | 'cut';

export interface Storm {
  /** What was measured, a line each. */
  rows: [what: string, value: number, unit: string][];
  isGood: boolean;
}

/** So many clients lose their connection at the same moment, and come back all at once. */
export async function storm(people: number, blow: Blow): Promise<Storm> {
  const server = await RunningServer.start({ LOG_LEVEL: 'error' });
  try {
    const url = new URL(server.url);
    await tellHistory(url);
    const crowd = await assemble(url, people, rooms);
    const revisions = () => revisionsIn(server.dataDir);
    if (!(await gathered(crowd, revisions, settlesIn))) throw new Error('not everybody came');
    return await strike(server, crowd, blow);
  } finally {
    await server.remove();
  }
}

async function strike(server: RunningServer, crowd: Onlooker[], blow: Blow): Promise<Storm> {
  const cpuBefore = blow === 'cut' ? await cpuOf(server) : 0;
  const own = process.cpuUsage();
  const probe = new HealthzProbe(server.url);
  const began = performance.now();
  if (blow === 'kill') await server.stop('SIGKILL');
  else for (const { chat } of crowd) chat.connection.cut();
  for (const { chat } of crowd.slice(0, speakers)) chat.post('general', 'is anybody there?');
  if (blow === 'kill') await server.start();
  const isWhole = await gathered(crowd, () => revisionsIn(server.dataDir), settlesIn);
  await probe.stop();
  const { user, system } = process.cpuUsage(own);
  const cpu = { server: (await cpuOf(server)) - cpuBefore, client: (user + system) / 1e6 };
  const back = crowd.map(({ learnedAt }) => (learnedAt - began) / 1_000);
  for (const { chat } of crowd) chat.close();
  const isInTime = Math.max(...back) <= backIn && Math.max(...probe.took) <= answersIn;
  return { rows: rowsOf(back, probe.took, cpu), isGood: isWhole && isInTime };
}

function rowsOf(
  back: readonly number[],
  healthz: readonly number[],
  cpu: { server: number; client: number },
): Storm['rows'] {
  return [
    ...spread('everything is back', back, 's'),
    ...spread('/healthz answers', healthz, 'ms'),
    ['/healthz answers', healthz.length, ''],
    ['server, CPU', cpu.server, 's'],
    ['clients, CPU', cpu.client, 's'],
  ];
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

async function tellHistory(server: URL): Promise<void> {
  const { token } = await new Api(server).signIn('Chronicler');
  const chat = new Chat({ server, token });
  chat.open();
  for (const room of rooms.slice(1)) await chat.createRoom(room);
  for (let number = 0; number < history * rooms.length; number++) {
    chat.post(rooms[number % rooms.length]!, `It was the day ${number}.`);
  }
  await new Promise<void>((resolve) => {
    chat.store.watch(
      ({ outbox }) => outbox.length,
      (length) => length === 0 && resolve(),
    );
  });
  chat.close();
}

/** Seconds of the processor that the server has used since it started. */
async function cpuOf(server: RunningServer): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', server.url))).text();
  return Number(/^process_cpu_seconds_total (\S+)/mu.exec(metrics)?.[1]);
}
