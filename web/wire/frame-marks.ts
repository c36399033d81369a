import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import { limits } from '../../protocol/limits.ts';
import type { LogEntry } from './log-entry.ts';

/** The role of a frame in reliable delivery. */
export type Mark = 'ack' | 'refused' | 'resent' | 'requesting' | 'catchingUp';

/** Number of command ids remembered to detect a resend. */
const maxIds = 1_000;

/** Marks the frames that make delivery reliable: resends, answers, and catch-up. */
export class FrameMarks {
  readonly #sent = new Set<string>();
  /** Rooms with a pending catch-up, and the revision that the next page starts from. */
  readonly #pending = new Map<string, number>();

  of(traffic: LogEntry): Mark | undefined {
    if (traffic.is === 'sent') return this.#ofCommand(JSON.parse(traffic.text) as Command);
    if (traffic.is === 'received') return this.#ofFrame(traffic.text);
    return undefined;
  }

  #ofCommand(command: Command): Mark | undefined {
    if (command.type === 'follow') {
      for (const [room, rev] of Object.entries(command.rooms)) this.#pending.set(room, rev);
      return 'requesting';
    }
    if (command.id === undefined || command.type === 'presence') return undefined;
    if (this.#sent.has(command.id)) return 'resent';
    this.#sent.add(command.id);
    for (const id of this.#sent) if (this.#sent.size > maxIds) this.#sent.delete(id);
    return undefined;
  }

  #ofFrame(text: string): Mark | undefined {
    const frame = JSON.parse(text) as Frame;
    if (frame.type === 'ack' || frame.type === 'refused') return frame.type;
    if (frame.type !== 'changes') return undefined;
    const isAnswer = frame.reset === true || this.#pending.get(frame.room) === frame.from;
    if (!isAnswer) return undefined;
    // After a full page another one follows; a page is full by count or by bytes.
    const isFull = frame.messages.length >= limits.page || text.length > limits.pageBytes / 4;
    if (!isFull || frame.reset) this.#pending.delete(frame.room);
    else this.#pending.set(frame.room, frame.rev);
    return 'catchingUp';
  }
}
