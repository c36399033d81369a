import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/api.ts';
import { Chat } from '../../client/chat.ts';
import { causetteJson, prepareData, run } from '../contenders/causette.ts';
import { plain } from '../load/dialects.ts';
import { percentile } from '../percentile.ts';
import { metered, type Use } from './meter.ts';
import { Player, type Latencies } from './player.ts';
import type { Figure, Scenario } from './scenario.ts';

const rooms = 50;
const peopleInRoom = 10;
const warmUp = 2_000;
const measured = 10_000;

/** I: our own games, which no peer has. */
export const games: Scenario = {
  title: 'Games',
  note: `Games in ${rooms} rooms of ${peopleInRoom}, every move on disk before it is told.`,
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  measure: benchGames,
};

/**
 * 500 games at once in 50 rooms: everybody begins one and is invited to one, every move is
 * committed to disk and told to the ten in the room, and a finished game is followed by another.
 */
async function benchGames(): Promise<Figure[]> {
  const server = await run(await prepareData(0), plain('/ws'));
  try {
    const latencies: Latencies = [];
    const circles = await seat(server.process.url, latencies);
    for (const players of circles) begin(players);
    await sleep(warmUp);
    latencies.length = 0;
    const use = await metered(server.process, () => sleep(measured));
    const rows = rowsOf(latencies, use);
    const players = circles.flat();
    for (const player of players) player.close();
    const refused = players.reduce((sum, player) => sum + player.refused, 0);
    return [...rows, { what: 'refused', value: refused, unit: 'commands' }];
  } finally {
    await server.stop();
  }
}

async function seat(server: URL, latencies: Latencies): Promise<Player[][]> {
  const founder = await signedIn(server, 'Founder');
  const chat = new Chat({ server, token: founder.token });
  chat.open();
  const circles: Player[][] = [];
  for (let number = 0; number < rooms; number++) {
    const room = `room-${number}`;
    await chat.createRoom(room);
    circles.push(await circle(server, room, latencies));
  }
  chat.close();
  return circles;
}

async function circle(server: URL, room: string, latencies: Latencies): Promise<Player[]> {
  const players: Player[] = [];
  for (let number = 0; number < peopleInRoom; number++) {
    const { person, token } = await signedIn(server, `${room} ${number}`);
    const player = new Player(server, token, person, room, latencies);
    await player.ready;
    players.push(player);
  }
  return players;
}

function begin(players: Player[]): void {
  players.forEach((player, index) => {
    const next = players[(index + 1) % players.length];
    if (next !== undefined) player.propose(next.person.id);
  });
}

function signedIn(server: URL, name: string) {
  return new Api(server).signIn(name);
}

function rowsOf(latencies: Latencies, { seconds, cores }: Use): Figure[] {
  return [
    { what: 'moves, each committed', value: latencies.length / seconds, unit: '/s', cores },
    { what: 'move → ack, p50', value: percentile(latencies, 0.5), unit: 'ms', cores },
    { what: 'move → ack, p99', value: percentile(latencies, 0.99), unit: 'ms', cores },
  ];
}
