import type { Socket } from 'node:net';
import * as ws from 'ws';
import { cutAbove } from './lagging.ts';
import type { Outlet } from './outlet.ts';

/** `ws` marks this function public and documents it for broadcasting; its types leave it out. */
const { Sender } = ws as unknown as { Sender: SenderClass };
const { WebSocket } = ws;

interface SenderClass {
  frame(
    payload: Buffer,
    options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
  ): Buffer[];
}

const text = 1;
const binary = 2;
const ping = 9;

/** A text frame as it goes over the wire, RFC 6455 §5.2: built once for everybody. */
export function textFrame(words: string): Buffer {
  return frame(Buffer.from(words), text);
}

export function binaryFrame(bytes: Buffer): Buffer {
  return frame(bytes, binary);
}

const pingFrame = frame(Buffer.alloc(0), ping);

/**
 * The way out over a WebSocket. Frames are built by us and written to the socket itself, so that
 * one buffer serves a whole room; nothing else may write while the connection is open, and
 * compression stays off.
 */
export function websocketOutlet(socket: ws.WebSocket, raw: Socket): Outlet {
  return {
    write(bytes) {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (raw.writableLength > cutAbove) socket.terminate();
      else raw.write(bytes);
    },
    get waiting() {
      return raw.writableLength;
    },
    onceDrained: (call) => void raw.once('drain', call),
    ping() {
      if (socket.readyState === WebSocket.OPEN) raw.write(pingFrame);
    },
    end: (code, reason) => socket.close(code, reason),
    cut: () => socket.terminate(),
  };
}

function frame(payload: Buffer, opcode: number): Buffer {
  const options = { fin: true, rsv1: false, opcode, mask: false, readOnly: true };
  return Buffer.concat(Sender.frame(payload, options));
}
