import type { Running } from '../contenders/contender.ts';
import type { Crowd } from '../load/crowd.ts';
import { Trial, type TrialResult } from '../load/trial.ts';
import { crowded } from './crowded.ts';
import { metered, type Use } from './meter.ts';
import type { Cores, Effort, Figure, Scenario, Turn } from './scenario.ts';

const sizes = [100, 1_000, 5_000];
const steady = 50_000;
/** At 1,000 people contenders are within a tenth of each other; the machine's variation is not. */
const steadySizes = [...sizes, 1_000, 1_000];
const busy = 1_000_000;
const busySize = 1_000;
/** The 99th percentile in milliseconds up to which a rate counts as sustained. */
const patience = 250;
const precision = 1.12;
const slowest = 1_000;

/** A: one room, where everyone receives every message. */
export const fanOut: Scenario = {
  title: 'A room of many',
  note: `Texts of 100 bytes by ten of the room; a rate counts as sustained while p99 < ${patience} ms.`,
  contenders: (all) => all,
  turns: [
    ...steadySizes.map((size) => turnOf(atSteadyRate, size)),
    ...sizes.map((size) => turnOf(atHighRates, size)),
  ],
};

type Measure = (room: Room, effort: Effort) => Promise<Figure[]>;

/** Measures a room of this many people on a server of its own. */
function turnOf(measure: Measure, size: number): Turn {
  return (contender, effort) =>
    crowded(contender, 'room', async (server, crowd) => {
      await crowd.grow(size / effort.crowdsBy);
      return measure(new Room(contender.name, server, crowd), effort);
    });
}

type Measured = Use & { result: TrialResult; rate: number };

/** A crowd in one room of a server, measured at different rates. */
class Room {
  /** The contender. */
  readonly contender: string;
  readonly people: number;
  readonly #server: Running;
  readonly #crowd: Crowd;
  readonly #trial: Trial;

  constructor(contender: string, server: Running, crowd: Crowd) {
    this.contender = contender;
    this.people = crowd.clients.length;
    this.#server = server;
    this.#crowd = crowd;
    this.#trial = new Trial(crowd);
  }

  async at(rate: number, seconds: number): Promise<Measured> {
    await this.#crowd.mend();
    const messages = rate / this.people;
    const measured = await metered(this.#server.process, () => this.#trial.run(messages, seconds));
    return { ...measured, rate };
  }
}

async function atSteadyRate(room: Room, effort: Effort): Promise<Figure[]> {
  await room.at(steady, effort.seconds * 2);
  const steadily = await room.at(steady, effort.seconds * 2);
  const { result, cores } = steadily;
  const what = `${room.people} people, 50,000 deliveries/s`;
  return [
    { what: `${what}: p50`, unit: 'ms', value: result.p50, cores },
    { what: `${what}: p99`, unit: 'ms', value: result.p99, cores },
    costOf(steadily, what),
  ];
}

/** The rates sustained last time, as a starting point of the search. */
const found = new Map<string, number>();

async function atHighRates(room: Room, effort: Effort): Promise<Figure[]> {
  const { contender, people } = room;
  const key = `${contender} ${people}`;
  await room.at(steady, effort.seconds);
  const best = await highestRate(room, (found.get(key) ?? steady) / 2, effort);
  if (best === undefined) return [theMost(people, 0)];
  found.set(key, best.rate);
  const most = theMost(people, best.rate, best.cores);
  const canBeBusy = people === busySize / effort.crowdsBy && best.rate > busy * precision;
  if (!canBeBusy) return [most];
  const busily = await room.at(busy, effort.seconds);
  return [most, costOf(busily, `${people} people, 1,000,000 deliveries/s`)];
}

function theMost(people: number, value: number, cores?: Cores): Figure {
  const what = `${people} people, the most`;
  return { what, unit: 'deliveries/s', value, ...(cores && { cores }) };
}

function costOf({ result, serverCpu, cores }: Measured, what: string): Figure {
  const value = serverCpu / (result.deliveries / 1e6);
  return { what: `${what}: server CPU`, unit: 's per million', value, cores };
}

/** Doubles a sustained rate, halves one that was not, then narrows it down. */
async function highestRate(room: Room, from: number, effort: Effort) {
  let best: Measured | undefined;
  let lost = Infinity;
  for (let rate = from; rate > slowest && lost > (best?.rate ?? 0) * precision;) {
    const measured = await room.at(rate, effort.seconds);
    const { isComplete, p99 } = measured.result;
    if (isComplete && p99 < patience) best = measured;
    else lost = rate;
    const sustained = best?.rate;
    if (sustained === undefined) rate /= 2;
    else rate = lost === Infinity ? sustained * 2 : Math.sqrt(sustained * lost);
  }
  return best;
}
