import { visible } from '../../protocol/text/control-characters.ts';
import type { Frame, RoomChanges } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { gameLines } from '../../protocol/plain-text/games.ts';
import { messageLine } from '../../protocol/plain-text/lines.ts';
import { textFrame } from './websocket-frame.ts';

/** How a room's changes are said; clients of one codec share the bytes. */
export interface Codec {
  readonly name: 'json' | 'events' | 'text';
  /**
   * The bytes of these changes for somebody who has seen everything up to `seen`; undefined where
   * there is nothing to say.
   */
  changes(changes: RoomChanges, seen: number): Buffer | undefined;
}

/** A codec that has words for every frame of the protocol. */
export interface FrameCodec extends Codec {
  frame(frame: Frame): Buffer;
}

/** The subprotocol: every frame of the protocol, as JSON. */
export const json: FrameCodec = {
  name: 'json',
  frame: (frame) => textFrame(JSON.stringify(frame)),
  changes: (changes) => json.frame(changes),
};

/** The same JSON as server-sent events, over plain HTTP. */
export const events: FrameCodec = {
  name: 'events',
  frame: (frame) => Buffer.from(`data: ${JSON.stringify(frame)}\n\n`),
  changes: (changes) => events.frame(changes),
};

/** A room's own stream of server-sent events, whose ids are its revisions. */
export const roomEvents: Codec = {
  name: 'events',
  changes: (changes) => Buffer.from(`id: ${changes.rev}\ndata: ${JSON.stringify(changes)}\n\n`),
};

/** An answer over HTTP. */
export const document: Codec = {
  name: 'json',
  changes: (changes) => Buffer.from(JSON.stringify(changes)),
};

/** One frame for many: encoded once for each codec that one of them speaks, when it is needed. */
export class EncodedFrame {
  readonly #frame: Frame;
  readonly #bytes = new Map<FrameCodec, Buffer>();

  constructor(frame: Frame) {
    this.#frame = frame;
  }

  in(codec: FrameCodec): Buffer {
    const known = this.#bytes.get(codec);
    if (known !== undefined) return known;
    const bytes = codec.frame(this.#frame);
    this.#bytes.set(codec, bytes);
    return bytes;
  }
}

/** What a room has to say to all who have seen it up to the same revision: encoded once as well. */
export class EncodedChanges {
  readonly #changes: RoomChanges;
  readonly #seen: number;
  readonly #bytes = new Map<Codec, Buffer | undefined>();

  constructor(changes: RoomChanges, seen: number) {
    this.#changes = changes;
    this.#seen = seen;
  }

  in(codec: Codec): Buffer | undefined {
    if (!this.#bytes.has(codec)) {
      this.#bytes.set(codec, codec.changes(this.#changes, this.#seen));
    }
    return this.#bytes.get(codec);
  }
}

/** The codec of the lesson: new messages, a line each, and the boards of games. */
export const plainText: Codec = {
  name: 'text',
  changes({ messages, rev }, seen) {
    // In the order in which they were said: the frame has them in that of their last change.
    const lines = messages
      .toSorted((a, b) => a.seq - b.seq)
      .flatMap((message) => linesOf(message, seen, rev).map(lineFrame));
    return lines.length === 0 ? undefined : Buffer.concat(lines);
  },
};

/** One line, or a text of several, as plain clients get it: their terminals show it. */
export function lineFrame(line: string): Buffer {
  return textFrame(visible(line));
}

/** A text is told when it is new; a game whenever it has changed, where its last change is. */
function linesOf(message: Message, seen: number, rev: number): string[] {
  if (message.kind === 'game') {
    return message.rev > seen && message.rev <= rev ? gameLines(message) : [];
  }
  return message.kind === 'text' && message.seq > seen ? [messageLine(message)] : [];
}
