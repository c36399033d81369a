import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Frame } from '../../protocol/frames.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import type { Person, TextMessage } from '../../protocol/model.ts';
import { startTime } from './manual-clock.ts';
import { patience, within } from './waits.ts';

export interface Asked {
  type: string;
  id: string;
  [field: string]: unknown;
}

/** Records what is heard, until somebody takes it. */
export class Ear<Heard> {
  #heard: Heard[] = [];
  #wakes: (() => void)[] = [];

  /** What it has heard and nobody has taken. */
  get heard(): readonly Heard[] {
    return this.#heard;
  }

  hear(...words: Heard[]): void {
    this.#heard.push(...words);
    for (const wake of this.#wakes.splice(0)) wake();
  }

  /** Takes the next so many frames, as soon as they are here. */
  async next(count = 1): Promise<Heard[]> {
    await this.until(() => this.#heard.length >= count, `${count} frames`);
    return this.#heard.splice(0, count);
  }

  takeAll(): Heard[] {
    return this.#heard.splice(0);
  }

  async until(isSo: () => boolean, what = 'more'): Promise<void> {
    const tooLate = AbortSignal.timeout(patience);
    while (!isSo()) {
      assert.ok(
        !tooLate.aborted,
        `waited for ${what}, heard ${JSON.stringify(this.#heard.slice(-5))}`,
      );
      await new Promise<void>((resolve) => {
        this.#wakes.push(resolve);
        tooLate.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}

/** One end of a WebSocket that records what it hears. */
export class Client<Heard> extends Ear<Heard> {
  readonly socket: WebSocket;
  readonly #closed: Promise<[number, string]>;

  constructor(socket: WebSocket, read: (data: Buffer, isBinary: boolean) => Heard) {
    super();
    this.socket = socket;
    this.#closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve([code, reason.toString()]);
        this.hear();
      });
    });
    socket.on('error', () => {});
    socket.on('message', (data: Buffer, isBinary) => this.hear(read(data, isBinary)));
  }

  /** Resolves to the code and the reason that it is closed with, which must be soon. */
  get closed(): Promise<[number, string]> {
    return within(this.#closed, 'the end of a connection');
  }

  say(words: string | Buffer): void {
    this.socket.send(words);
  }

  /** Takes all that the server has written up to now: a pong comes behind it. */
  async rest(): Promise<Heard[]> {
    if (this.socket.readyState === WebSocket.OPEN) {
      const pong = once(this.socket, 'pong');
      this.socket.ping();
      await within(Promise.race([pong, this.#closed]), 'a pong');
    }
    return this.takeAll();
  }
}

/** A client of the JSON codec. */
export class JsonClient extends Client<Frame> {
  readonly person: Person;

  constructor(socket: WebSocket, person: Person) {
    super(socket, (data) => JSON.parse(data.toString()) as Frame);
    this.person = person;
  }

  send(...commands: object[]): void {
    for (const command of commands) this.say(JSON.stringify(command));
  }

  /** Sends a command and waits for its answer, which stays among what was heard. */
  async ask(command: Asked): Promise<Frame> {
    const answers = (): Frame[] =>
      this.heard.filter((frame) => 'id' in frame && frame.id === command.id);
    const before = answers().length;
    this.send(command);
    await this.until(() => answers().length > before, `the answer to ${command.id}`);
    return answers().at(-1)!;
  }

  /** Follows a room from a revision on, and takes what that brings. */
  async follow(room: string = defaultRoom, after = 0): Promise<Frame[]> {
    await this.ask({ type: 'follow', id: 'follow', rooms: { [room]: after } });
    return (await this.rest()).filter((frame) => frame.type !== 'ack');
  }
}

/** A client of the plain-text codec, or of the echo. */
export class PlainClient extends Client<string> {
  constructor(socket: WebSocket) {
    super(socket, (data, isBinary) =>
      isBinary ? `binary ${data.toString('hex')}` : data.toString(),
    );
  }
}

export function post(id: string, text = 'coucou', room: string = defaultRoom): Asked {
  return { type: 'post', id, room, text };
}

/** A text as everyone gets it that was said when the clock stood at its beginning. */
export function textMessage(
  { id, name, via }: Person,
  message: Pick<TextMessage, 'id' | 'seq' | 'text'> & Partial<TextMessage>,
): TextMessage {
  const author: Person = via === undefined ? { id, name } : { id, name, via };
  return { rev: message.seq, author, at: startTime, kind: 'text', ...message };
}
