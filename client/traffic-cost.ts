import type { Command } from '../protocol/commands.ts';
import type { Frame, RoomChanges } from '../protocol/frames.ts';
import { bytesIn } from './transport/bytes.ts';
import type { Cost } from './transport/http.ts';
import type { Traffic } from './transport/traffic.ts';

/**
 * A page cannot measure an upgrade: about the size of its request and response with this server,
 * headers and cookie included.
 */
const upgrade: Cost = { requests: 1, up: 600, down: 230 };

/**
 * The traffic that an event cost for bringing the changes of a room: the upgrade, the changes,
 * their requests, and the heartbeats; undefined for anything else. The requests of a stream or of
 * long polls carry several things together, and count whole.
 */
export function costOfChanges(traffic: Traffic, room: string): Cost | undefined {
  if (traffic.is === 'cost') {
    return { requests: traffic.requests, up: traffic.up, down: traffic.down };
  }
  if (traffic.by !== 'websocket') return undefined;
  switch (traffic.is) {
    case 'connecting':
      return upgrade;
    case 'upgrading':
      return traffic.ending === undefined ? upgrade : undefined;
    case 'sent':
      return isRequest(traffic.text, room)
        ? { requests: 0, up: frameBytes(traffic.text) + mask, down: 0 }
        : undefined;
    case 'received':
      return isUpdate(traffic.text, room)
        ? { requests: 0, up: 0, down: frameBytes(traffic.text) }
        : undefined;
    default:
      return undefined;
  }
}

/** The changes of the room that a received frame holds. */
export function changesIn(traffic: Traffic, room: string): RoomChanges | undefined {
  if (traffic.is !== 'received') return undefined;
  const frame = JSON.parse(traffic.text) as Frame;
  return frame.type === 'changes' && frame.room === room ? frame : undefined;
}

/** RFC 6455 §5.3: a client masks its frames with a key of four bytes. */
const mask = 4;

/** RFC 6455 §5.2: the header length depends on the payload length. */
function frameBytes(text: string): number {
  const length = bytesIn(text);
  if (length < 126) return 2 + length;
  return (length < 65_536 ? 4 : 10) + length;
}

function isRequest(text: string, room: string): boolean {
  const command = JSON.parse(text) as Command;
  return command.type === 'follow' && Object.hasOwn(command.rooms, room);
}

function isUpdate(text: string, room: string): boolean {
  const frame = JSON.parse(text) as Frame;
  return frame.type === 'heartbeat' || (frame.type === 'changes' && frame.room === room);
}
