import { defaultRoom, subprotocol } from '../../protocol/limits.ts';
import type { Client, Dialect } from './client.ts';
import { numberMark } from './masked.ts';

const sizeOfText = 100;
const text = numberMark.padEnd(sizeOfText, 'x');
const newcomer = 'New user logged in';

/** A server whose text frames are the messages; ignores shorter ones. */
export function plain(path: string, message: string = text): Dialect {
  return {
    path: () => path,
    headOfPayload: 0,
    received: (_client, length) => (length >= sizeOfText ? 1 : 0),
    message,
  };
}

/** The plain-text dialect: a line begins with its author. */
export function plainCausette(path = '/ws'): Dialect {
  return plain(path, `[bench]: ${numberMark}`.padEnd(sizeOfText, 'x'));
}

/** Counts each text frame: the notices of new connections. */
export function greeted(path: string): Dialect {
  const received = (_client: Client, length: number): number => (length >= newcomer.length ? 1 : 0);
  return { ...plain(path), received };
}

/**
 * Our JSON protocol, for people with these tokens who follow a room from a revision and are
 * present.
 */
export function json(
  tokens: readonly string[],
  room: (client: number) => string,
  after = 0,
): Dialect {
  return {
    path: (client) => `/ws?room=${room(client)}&after=${after}`,
    headers: (client) => ({
      'Sec-WebSocket-Protocol': subprotocol,
      Authorization: `Bearer ${tokens[client % tokens.length]}`,
    }),
    headOfPayload: 160,
    opened(client) {
      if (after > 0) client.rev = after;
      const presence = { type: 'presence', room: room(client.number), away: false };
      client.send(JSON.stringify(presence));
    },
    received: receiveChanges,
    message: postOf(defaultRoom),
  };
}

/** A post of 100 bytes with a unique id. */
export function postOf(room: string): string {
  const words = 'x'.repeat(sizeOfText);
  return JSON.stringify({ type: 'post', id: `bench-${numberMark}`, room, text: words });
}

const changes = Buffer.from('{"type":"changes"');

/** `from` and `rev` give the number of messages: nobody edits in the bench. */
function receiveChanges(client: Client, length: number, bytes: Buffer, at: number): number {
  if (length < changes.length || bytes.compare(changes, 0, changes.length, at, at + 17) !== 0) {
    return 0;
  }
  const from = numberAfter(bytes, at, '"from":');
  const rev = numberAfter(bytes, at, '"rev":');
  const isFirst = client.rev < 0;
  // A frame from 0 is a reset, except for the first messages: older ones do not arrive any more.
  const isReset = isFirst || (from === 0 && client.rev > 0);
  const count = isReset ? 0 : Math.max(0, rev - client.rev);
  client.rev = Math.max(rev, client.rev);
  if (isFirst) client.markReady();
  return count;
}

function numberAfter(bytes: Buffer, at: number, name: string): number {
  let digit = bytes.indexOf(name, at, 'latin1') + name.length;
  let number = 0;
  for (; bytes[digit]! >= 48 && bytes[digit]! <= 57; digit++)
    number = number * 10 + bytes[digit]! - 48;
  return number;
}

/** Socket.IO 4 over Engine.IO 4, by hand: `0` opens, `40` connects, `2` is answered by `3`. */
export function socketIo(event: 'message' | 'echo', query = '', least = sizeOfText): Dialect {
  return {
    path: () => `/socket.io/?EIO=4&transport=websocket${query}`,
    headOfPayload: 2,
    opened() {},
    received: (client, length, bytes, at) => {
      const kind = bytes.toString('latin1', at, at + Math.min(2, length));
      if (kind === '42') return length >= least ? 1 : 0;
      if (kind === '40') client.markReady();
      else if (kind === '2') client.send('3');
      else if (kind.startsWith('0')) client.send('40');
      return 0;
    },
    message: `42${JSON.stringify([event, text])}`,
  };
}
