import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/api.ts';
import { Chat } from '../../client/chat.ts';
import { transports } from '../../client/transport/transport.ts';
import { RunningServer } from '../../scripts/server/running-server.ts';
import { check } from './checker/checker.ts';
import type { Violation } from './checker/rule.ts';
import type { Kept, Run } from './checker/history.ts';
import { readKept, revisionsIn } from './kept.ts';
import { Killer, settings } from './killer.ts';
import { live } from './life.ts';
import { ChaosPerson, type Setting, type Way } from './person.ts';
import { drawPlan } from './proxy/faults.ts';
import { Proxy } from './proxy/proxy.ts';
import { Random } from './random.ts';
import { Tally } from './tally.ts';

export interface Options {
  seed: number;
  /** Seconds of faults at least; settling comes after. */
  seconds: number;
  /** How much is to have happened before it ends, on however slow a machine. */
  atLeast: { kills: number; cuts: number; acks: number };
  people: number;
  /** Milliseconds between two deeds of a person, about. */
  pace: number;
  /** Milliseconds that the server lives at most. */
  life: number;
  /** How much faster than people their clients lose patience and try again. */
  hurry: number;
}

export interface Result {
  run: Run;
  violations: Violation[];
  tally: Tally;
}

const roomNames = ['general', 'red', 'green', 'blue', 'yellow'];
/** People take them in turn. */
const ways: readonly Way[] = transports.map((transport) => ({
  name: transport,
  options: { transport },
}));
/** Seconds in which everyone must be where the server is once the network is whole again. */
const settlesIn = 60;

/** Lets people talk and play while the network fails and the server dies, then checks all of it. */
export async function runChaos(options: Options): Promise<Result> {
  const random = new Random(options.seed);
  const server = await RunningServer.start(settings);
  const proxy = await Proxy.start(Number(new URL(server.url).port));
  try {
    const tally = new Tally();
    const setting = { server: new URL(proxy.url), hurry: options.hurry, places: new Map(), tally };
    // A clean end: what it compiled is kept for the many starts to come.
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
  for (const name of roomNames.slice(1)) await founder.createRoom(name);
  founder.close();
  const people: ChaosPerson[] = [];
  for (let number = 1; number <= count; number++) {
    const session = await api.signIn(`Person ${number}`);
    people.push(new ChaosPerson(session, random.fork(), ways[number % ways.length]!, setting));
  }
  return people;
}

/** Everything happens at once, for as long as it is said and until there is enough of it. */
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

/** Waits until everyone is where the store is, and takes the server away in that moment. */
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
  return { is: 'crashed', says: `The server went down unbidden: ${how}.` };
}

function unsettled({ recorder, state }: ChaosPerson): Violation {
  const rooms = [...state.rooms.values()].map(({ name, rev }) => `${name} at ${rev}`).join(', ');
  const says = `${recorder.person.name} has not settled: link ${JSON.stringify(state.link)}, ${recorder.unanswered.size} unanswered, ${rooms}.`;
  return { is: 'unsettled', says };
}
