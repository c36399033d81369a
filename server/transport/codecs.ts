import { visible } from '../../protocol/text/control-characters.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { gameLines } from '../../protocol/plain-text/games.ts';
import { messageLine } from '../../protocol/plain-text/lines.ts';
import { textFrame } from './websocket-frame.ts';

/** How the changes of a room are encoded. Clients with the same codec share the bytes. */
export interface Codec {
  readonly name: 'json' | 'events' | 'text';
  /**
   * Encodes these changes for a client that has everything up to revision `seen`. Returns undefined
   * if there is nothing to send.
   */
  changes(changes: RoomChanges, seen: number): Buffer | undefined;
}

/** A codec that can encode every frame of the protocol. */
export interface FrameCodec extends Codec {
  frame(frame: Frame): Buffer;
}

/** The JSON subprotocol over WebSocket. */
export const json: FrameCodec = {
  name: 'json',
  frame: (frame) => textFrame(JSON.stringify(frame)),
  changes: (changes) => json.frame(changes),
};

/** The same JSON frames as server-sent events over HTTP. */
export const events: FrameCodec = {
  name: 'events',
  frame: (frame) => Buffer.from(`data: ${JSON.stringify(frame)}\n\n`),
  changes: (changes) => events.frame(changes),
};

/** The event stream of one room. Event ids are revisions of the room. */
export const roomEvents: Codec = {
  name: 'events',
  changes: (changes) => Buffer.from(`id: ${changes.rev}\ndata: ${JSON.stringify(changes)}\n\n`),
};

/** The body of an HTTP response. */
export const document: Codec = {
  name: 'json',
  changes: (changes) => Buffer.from(JSON.stringify(changes)),
};

/** A frame for many clients. It is encoded on demand, at most once per codec. */
export class EncodedFrame {
  readonly #frame: Frame;
  readonly #bytes = new Map<FrameCodec, Buffer>();

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  encode(codec: FrameCodec): Buffer {
    const known = this.#bytes.get(codec);
    if (known !== undefined) return known;
    const bytes = codec.frame(this.#frame);
    this.#bytes.set(codec, bytes);
    return bytes;
  }
}

/** The changes of a room for all clients at the same revision, encoded at most once per codec. */
export class EncodedChanges {
  readonly #changes: RoomChanges;
  readonly #seen: number;
  readonly #bytes = new Map<Codec, Buffer | undefined>();

  constructor(changes: RoomChanges, seen: number) {
    this.#changes = changes;
    this.#seen = seen;
  }

  encode(codec: Codec): Buffer | undefined {
    if (!this.#bytes.has(codec)) {
      this.#bytes.set(codec, codec.changes(this.#changes, this.#seen));
    }
    return this.#bytes.get(codec);
  }
}

/** The plain-text codec: one line per new message, and the boards of games. */
export const plainText: Codec = {
  name: 'text',
  changes({ messages, rev }, seen) {
    // The frame orders messages by their last change; readers want the order of posting.
    const lines = messages
      .toSorted((a, b) => a.seq - b.seq)
      .flatMap((message) => linesOf(message, seen, rev).map(lineFrame));
    return lines.length === 0 ? undefined : Buffer.concat(lines);
  },
};

/** A plain-text frame of one or more lines, with terminal control characters made visible. */
export function lineFrame(line: string): Buffer {
  return textFrame(visible(line));
}

/** A text message is shown when it is new, a game after each change. */
function linesOf(message: Message, seen: number, rev: number): string[] {
  if (message.kind === 'game') {
    return message.rev > seen && message.rev <= rev ? gameLines(message) : [];
  }
  return message.kind === 'text' && message.seq > seen ? [messageLine(message)] : [];
}
