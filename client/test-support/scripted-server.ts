import type { Command } from '../../protocol/commands.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Message } from '../../protocol/model.ts';
import { summary, toto, welcome } from './test-kit.ts';
import type { Ending, Transport, TransportKind } from '../transport/transport.ts';

/** A server in the test: one room, whose posts it keeps and tells to every line that follows it. */
export class ScriptedServer {
  readonly messages: Message[] = [];
  lines: ScriptedLine[] = [];

  /** A line that neither end has heard of yet: the test lets it through, or does not. */
  connect(kind: TransportKind): Transport {
    const line = new ScriptedLine(kind, (command, from) => this.#heard(command, from));
    this.lines.push(line);
    return line;
  }

  welcome(line: ScriptedLine): void {
    line.open(welcome(summary('general', this.messages.length)));
  }

  beat(line: ScriptedLine): void {
    line.tell({ type: 'heartbeat', rooms: { general: this.messages.length } });
  }

  #heard(command: Command, from: ScriptedLine): void {
    if (command.type === 'post') this.#post(command, from);
    if (command.type === 'follow') this.#follow(from, command.rooms['general']);
  }

  #follow(line: ScriptedLine, rev: number | undefined): void {
    if (rev === undefined) return;
    line.follows = true;
    if (rev < this.messages.length) line.tell(this.#changesAfter(rev));
  }

  /** The same id is the same message, whatever line it comes by and however late. */
  #post({ id, text }: Extract<Command, { type: 'post' }>, from: ScriptedLine): void {
    const known = this.messages.find((message) => message.id === id);
    const seq = known?.seq ?? this.messages.length + 1;
    if (known === undefined) {
      this.messages.push({ id, seq, rev: seq, author: toto, at: seq, kind: 'text', text });
      for (const line of this.lines) if (line.follows) line.tell(this.#changesAfter(seq - 1));
    }
    from.tell({ type: 'ack', id, rev: seq });
  }

  #changesAfter(from: number): Frame {
    const messages = this.messages.slice(from);
    return { type: 'changes', room: 'general', from, rev: this.messages.length, messages };
  }
}

/** What a bad network does to the frame that waits first. */
export type Harm = 'loses' | 'delays' | 'repeats';

/** A line on which every frame waits, both ways, until the test lets it pass. */
export class ScriptedLine implements Transport {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: Ending) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly kind: TransportKind;
  is: 'connecting' | 'open' | 'over' = 'connecting';
  follows = false;
  readonly #heard: (command: Command, from: ScriptedLine) => void;
  #isWelcomed = false;
  #up: string[] = [];
  #down: string[] = [];

  constructor(kind: TransportKind, heard: (command: Command, from: ScriptedLine) => void) {
    this.kind = kind;
    this.#heard = heard;
  }

  send(text: string): void {
    this.#up.push(text);
  }

  /** What was sent before may still arrive. */
  close(): void {
    this.is = 'over';
    this.#down = [];
  }

  open(first: Frame): void {
    if (this.is !== 'connecting') return;
    this.is = 'open';
    this.tell(first);
    this.onopen?.();
  }

  tell(frame: Frame): void {
    if (this.is === 'open') this.#down.push(JSON.stringify(frame));
  }

  /** One frame arrives at the server. */
  passUp(): void {
    const text = this.#up.shift();
    if (text !== undefined) this.#heard(JSON.parse(text) as Command, this);
  }

  /** One frame arrives at the client. */
  passDown(): void {
    const data = this.#down.shift();
    if (data === undefined) return;
    this.#isWelcomed = true;
    this.onmessage?.({ data });
  }

  /** The first frame that waits is lost, overtaken by all the others, or there twice; no welcome is. */
  harm(harm: Harm, direction: 'up' | 'down'): void {
    const queue = direction === 'up' ? this.#up : this.#down;
    if (!this.#isWelcomed || queue.length === 0) return;
    const frame = harm === 'repeats' ? queue[0]! : queue.shift()!;
    if (harm === 'delays') queue.push(frame);
    if (harm === 'repeats') queue.unshift(frame);
  }

  /** Everything arrives, and what is said to it. */
  flow(): void {
    while (this.#up.length + this.#down.length > 0) {
      this.passUp();
      this.passDown();
    }
  }

  /** The network, or whoever blocks this way, ends it. */
  cut(): void {
    if (this.is === 'over') return;
    this.close();
    this.onclose?.({ code: 1006, reason: '', wasClean: false });
  }
}
