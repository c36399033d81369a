import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/transport/api.ts';
import { Chat } from '../../client/chat.ts';
import { transports } from '../../client/transport/transport.ts';
import { RunningServer } from '../../scripts/server/running-server.ts';
import { check } from './checker/checker.ts';
import type { Violation } from './checker/rule.ts';
import type { Kept, Run } from './checker/history.ts';
import { readKept, revisionsIn } from './kept.ts';
import { Killer, settings } from './killer.ts';
import { live } from './life.ts';
import { ChaosPerson, type Setting, type Route } from './person.ts';
import { drawPlan } from './proxy/faults.ts';
import { Proxy } from './proxy/proxy.ts';
import { Random } from './random.ts';
import { Tally } from './tally.ts';

export interface Options {
  seed: number;
  /** The minimum duration of the faults in seconds; settling comes after. */
  seconds: number;
  /** How much must have happened before the end, on however slow a machine. */
  atLeast: { kills: number; cuts: number; acks: number };
  people: number;
  /** About the milliseconds between two actions of a person. */
  pace: number;
  /** The longest life of the server in milliseconds. */
  life: number;
  /** By how much timeouts and retries of the clients are faster than normal. */
  speedUp: number;
}

export interface Result {
  run: Run;
  violations: Violation[];
  tally: Tally;
}

const roomNames = ['general', 'red', 'green', 'blue', 'yellow'];
/** Assigned to people in turn. */
const routes: readonly Route[] = transports.map((transport) => ({
  name: transport,
  options: { transport },
}));
/** Seconds for everyone to catch up once the network is faultless again. */
const settlesIn = 60;

/**
 * Lets people chat and play while the network fails and the server is killed, then checks
 * everything.
 */
export async function runChaos(options: Options): Promise<Result> {
  const random = new Random(options.seed);
  const server = await RunningServer.start(settings);
  const proxy = await Proxy.start(Number(new URL(server.url).port));
  try {
    const tally = new Tally();
    const setting = {
      server: new URL(proxy.url),
      speedUp: options.speedUp,
      places: new Map(),
      tally,
    };
    // A clean shutdown, so that its compiled code is stored for the many starts to come.
    await server.stop();
    await server.start();
    const people = await gather(server, options.people, random, setting);
    const killer = new Killer(server, random.fork(), tally);
    for (const { recorder } of people) recorder.onack = (id) => killer.acked(id);
    const faults = random.fork();
    proxy.plan = () => drawPlan(faults);
    const isEnough = (): boolean =>
      killer.restarts.length >= options.atLeast.kills &&
      proxy.cuts >= options.atLeast.cuts &&
      tally.of('acknowledged') >= options.atLeast.acks;
    await stir(options, people, killer, isEnough);
    proxy.heal();
    const healedAt = Date.now();
    const { kept, late } = await settle(server, people);
    tally.add('settled in, ms', Date.now() - healedAt);
    for (const [kind, count] of proxy.done.rows()) tally.add(`network: ${kind}`, count);
    const run = end(people, killer, kept);
    return { run, violations: [...killer.crashes.map(crash), ...late, ...check(run)], tally };
  } finally {
    await proxy.close();
    await server.remove();
  }
}

async function gather(
  server: RunningServer,
  count: number,
  random: Random,
  setting: Setting,
): Promise<ChaosPerson[]> {
  const api = new Api(new URL(server.url));
  const founder = new Chat({ server: new URL(server.url), ...(await api.signIn('Founder')) });
  founder.open();
  for (const name of roomNames.slice(1)) await founder.rooms.create(name);
  founder.close();
  const people: ChaosPerson[] = [];
  for (let number = 1; number <= count; number++) {
    const session = await api.signIn(`Person ${number}`);
    people.push(new ChaosPerson(session, random.fork(), routes[number % routes.length]!, setting));
  }
  return people;
}

/** Runs everything at once for the given duration, and until enough has happened. */
async function stir(
  { seconds, pace, life }: Options,
  people: readonly ChaosPerson[],
  killer: Killer,
  isEnough: () => boolean,
): Promise<void> {
  const end = new AbortController();
  const all = Promise.all([
    killer.run(life, end.signal),
    ...people.map((person) => live(person, pace, end.signal)),
  ]);
  await sleep(seconds * 1_000);
  while (!isEnough()) await sleep(100);
  end.abort();
  await all;
}

/** Waits until everyone is at the revisions of the store, and stops the server at that moment. */
async function settle(
  server: RunningServer,
  people: readonly ChaosPerson[],
): Promise<{ kept: Kept; late: Violation[] }> {
  const deadline = Date.now() + settlesIn * 1_000;
  for (;;) {
    const revisions = revisionsIn(server.dataDir);
    const late = people.filter((person) => !person.isSettled(revisions));
    const isOver = late.length === 0 || Date.now() > deadline;
    if (isOver) {
      await server.stop('SIGKILL');
      const kept = readKept(server.dataDir);
      const isStill = kept.rooms.every(({ room, rev }) => revisions.get(room) === rev);
      if (isStill || late.length > 0) return { kept, late: late.map(unsettled) };
      await server.start(settings);
    }
    await sleep(100);
  }
}

function end(people: readonly ChaosPerson[], killer: Killer, kept: Kept): Run {
  for (const { recorder, state, chat } of people) {
    recorder.look(state);
    chat.close();
  }
  return {
    histories: people.map(({ recorder }) => recorder),
    restarts: killer.restarts,
    replicas: people.flatMap((person) => person.replicas()),
    kept,
  };
}

function crash(how: string): Violation {
  return { is: 'crashed', text: `The server went down unbidden: ${how}.` };
}

function unsettled({ recorder, state }: ChaosPerson): Violation {
  const rooms = [...state.rooms.values()].map(({ id, rev }) => `${id} at ${rev}`).join(', ');
  const text = `${recorder.person.name} has not settled: link ${JSON.stringify(state.link)}, ${recorder.unanswered.size} unanswered, ${rooms}.`;
  return { is: 'unsettled', text };
}
