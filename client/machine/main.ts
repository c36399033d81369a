import { parentPort, workerData } from 'node:worker_threads';
import { defaultRoom } from '../../protocol/limits.ts';
import { Chat } from '../chat.ts';
import type { Level } from './choose.ts';
import { Player } from './player.ts';

/** What the worker is started with: where the server is, and who plays how well. */
interface Launch {
  url: string;
  players: { token: string; level: Level }[];
}

const { url, players } = workerData as Launch;
const chats = players.map(({ token, level }) =>
  start(new Chat({ server: new URL(url), token }), level),
);

// Whatever it says means the end.
parentPort?.once('message', () => chats.forEach((chat) => chat.close()));

/** Comes into the room where everyone lands, so that people see whom they can play with. */
function start(chat: Chat, level: Level): Chat {
  new Player({ chat, level });
  chat.enter(defaultRoom);
  chat.open();
  return chat;
}
