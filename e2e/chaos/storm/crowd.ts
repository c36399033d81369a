import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../../client/api.ts';
import { WebSocket } from 'ws';
import { Chat } from '../../../client/chat.ts';
import type { Transport } from '../../../client/transport/transport.ts';
import { subprotocol } from '../../../protocol/limits.ts';

/** Clients that are opened at the same time; more would only wait for each other. */
const atOnce = 50;

/** One of many who only read: a real client, when its line was last up and when it last learned. */
export class Onlooker {
  readonly chat: Chat;
  connectedAt = 0;
  learnedAt = 0;

  constructor(server: URL, token: string) {
    this.chat = new Chat({
      server,
      token,
      transport: 'websocket',
      openTransport: () => open(server, token),
    });
    this.chat.store.watch(
      ({ rooms }) => [...rooms.values()].reduce((sum, { rev }) => sum + rev, 0),
      () => (this.learnedAt = performance.now()),
    );
    this.chat.store.watch(
      ({ link }) => link.is,
      (is) => is === 'open' && (this.connectedAt = performance.now()),
    );
    this.chat.open();
  }

  isAt(revisions: ReadonlyMap<string, number>): boolean {
    const { rooms, outbox } = this.chat.store.get();
    return (
      outbox.length === 0 && [...revisions].every(([room, rev]) => rooms.get(room)?.rev === rev)
    );
  }
}

/** A WebSocket that costs less to open than Node's own: thousands of them share this process. */
function open(server: URL, token: string): Transport {
  const address = new URL('/ws', server);
  const headers = { authorization: `Bearer ${token}` };
  return new WebSocket(address, subprotocol, { headers, perMessageDeflate: false }) as Transport;
}

/** Lets so many people in, then each into one of the rooms: who enters is told to all in it. */
export async function assemble(
  server: URL,
  count: number,
  rooms: readonly string[],
): Promise<Onlooker[]> {
  const api = new Api(server);
  const crowd: Onlooker[] = [];
  const enter = async (): Promise<void> => {
    while (crowd.length < count) {
      const number = crowd.length;
      const { token } = await api.signIn(
        `Onlooker ${number} ${Math.random().toString(36).slice(2)}`,
      );
      crowd.push(new Onlooker(server, token));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, enter));
  for (const [number, { chat }] of crowd.entries()) {
    chat.enter(rooms[number % rooms.length]!);
    if (number % atOnce === 0) await sleep(1);
  }
  return crowd;
}

/** Waits until all of them are where the rooms are. Returns false when that takes too long. */
export async function gathered(
  crowd: readonly Onlooker[],
  revisions: () => ReadonlyMap<string, number>,
  seconds: number,
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline) {
    const now = revisions();
    if (crowd.every((onlooker) => onlooker.isAt(now))) return true;
    await sleep(100);
  }
  return false;
}
