import { parentPort, workerData } from 'node:worker_threads';
import { defaultRoom } from '../protocol/limits.ts';
import { Chat } from '../client/chat.ts';
import type { Level } from './choose-move.ts';
import { Player } from './player.ts';

/** The data of the worker: the server's address and the players. */
interface Launch {
  url: string;
  players: { token: string; level: Level }[];
}

const { url, players } = workerData as Launch;
const playing = players.map(({ token, level }) => start(token, level));

// Any message means: stop.
parentPort?.once('message', () => playing.forEach((player) => player.close()));

/** Enters the default room, so that people see whom they can play with. */
function start(token: string, level: Level): Player {
  const chat = new Chat({ server: new URL(url), token });
  chat.enter(defaultRoom);
  chat.open();
  return new Player({ chat, level });
}
