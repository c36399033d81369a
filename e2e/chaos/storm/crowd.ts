import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../../client/transport/api.ts';
import { WebSocket } from 'ws';
import { Chat } from '../../../client/chat.ts';
import type { Transport } from '../../../client/transport/transport.ts';
import { subprotocol } from '../../../protocol/limits.ts';

/** Clients that connect at the same time; more would only queue. */
const atOnce = 50;

/** A client that only reads: when it was last connected, and when it last received changes. */
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

/** A WebSocket that is cheaper than Node's own: thousands share this process. */
function open(server: URL, token: string): Transport {
  const address = new URL('/ws', server);
  const headers = { authorization: `Bearer ${token}` };
  return new WebSocket(address, subprotocol, { headers, perMessageDeflate: false }) as Transport;
}

/** Connects all clients, then lets each enter a room, which is announced to everyone in it. */
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

/** Waits until all are at the revisions of the rooms. Returns false on timeout. */
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
