import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { Passed } from './wire-log.ts';

/** What a frame is for the promise that nothing is lost and nothing comes twice. */
export type Mark = 'ack' | 'refused' | 'resent' | 'asking' | 'catchingUp';

/** Commands remembered, to know one that goes again. */
const remembered = 1_000;

/** Reads the frames as they pass, and says which of them make a connection reliable. */
export class FrameMarks {
  readonly #sent = new Set<string>();
  /** Rooms asked for, with the revision from which on. */
  readonly #asked = new Map<string, number>();

  of(traffic: Passed): Mark | undefined {
    if (traffic.is === 'sent') return this.#ofCommand(JSON.parse(traffic.text) as Command);
    if (traffic.is === 'received') return this.#ofFrame(traffic.text);
    return undefined;
  }

  #ofCommand(command: Command): Mark | undefined {
    if (command.type === 'follow') {
      for (const [room, rev] of Object.entries(command.rooms)) this.#asked.set(room, rev);
      return 'asking';
    }
    if (command.id === undefined || command.type === 'presence') return undefined;
    if (this.#sent.has(command.id)) return 'resent';
    this.#sent.add(command.id);
    for (const id of this.#sent) if (this.#sent.size > remembered) this.#sent.delete(id);
    return undefined;
  }

  #ofFrame(text: string): Mark | undefined {
    const frame = JSON.parse(text) as Frame;
    if (frame.type === 'ack' || frame.type === 'refused') return frame.type;
    if (frame.type !== 'changes') return undefined;
    const isAnswer = frame.reset === true || this.#asked.get(frame.room) === frame.from;
    if (!isAnswer) return undefined;
    // A full page has another one after it: full of messages, or of long ones.
    const isFull = frame.messages.length >= limits.page || text.length > limits.pageBytes / 4;
    if (!isFull || frame.reset) this.#asked.delete(frame.room);
    else this.#asked.set(frame.room, frame.rev);
    return 'catchingUp';
  }
}
