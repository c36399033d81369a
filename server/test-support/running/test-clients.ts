import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Frame, RoomChanges } from '../../../protocol/frames.ts';
import type { SessionMade } from '../../../protocol/http.ts';
import { defaultRoom } from '../../../protocol/limits.ts';
import type { Message, Person, TextMessage } from '../../../protocol/model.ts';
import { startTime } from '../doubles/manual-clock.ts';
import { patience, within } from '../waits.ts';

export interface TestCommand {
  type: string;
  id: string;
  [field: string]: unknown;
}

/** Records received items until the test takes them. */
export class Inbox<Received> {
  #received: Received[] = [];
  #wakes: (() => void)[] = [];

  /** Received items that were not taken yet. */
  get received(): readonly Received[] {
    return this.#received;
  }

  receive(...items: Received[]): void {
    this.#received.push(...items);
    for (const wake of this.#wakes.splice(0)) wake();
  }

  /** Takes the next `count` items as soon as they have arrived. */
  async next(count = 1): Promise<Received[]> {
    await this.until(() => this.#received.length >= count, `${count} frames`);
    return this.#received.splice(0, count);
  }

  takeAll(): Received[] {
    return this.#received.splice(0);
  }

  async until(isSo: () => boolean, what = 'more'): Promise<void> {
    const tooLate = AbortSignal.timeout(patience);
    while (!isSo()) {
      assert.ok(
        !tooLate.aborted,
        `waited for ${what}, received ${JSON.stringify(this.#received.slice(-5))}`,
      );
      await new Promise<void>((resolve) => {
        this.#wakes.push(resolve);
        tooLate.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}

/** A WebSocket client that records received messages. */
export class Client<Received> extends Inbox<Received> {
  readonly socket: WebSocket;
  readonly #closed: Promise<[number, string]>;

  constructor(socket: WebSocket, read: (data: Buffer, isBinary: boolean) => Received) {
    super();
    this.socket = socket;
    this.#closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve([code, reason.toString()]);
        this.receive();
      });
    });
    socket.on('error', () => {});
    socket.on('message', (data: Buffer, isBinary) => this.receive(read(data, isBinary)));
  }

  /** Resolves to the close code and reason, which must be soon. */
  get closed(): Promise<[number, string]> {
    return within(this.#closed, 'the end of a connection');
  }

  sendText(data: string | Buffer): void {
    this.socket.send(data);
  }

  /** Takes everything that the server has written so far: a pong follows it. */
  async rest(): Promise<Received[]> {
    if (this.socket.readyState === WebSocket.OPEN) {
      const pong = once(this.socket, 'pong');
      this.socket.ping();
      await within(Promise.race([pong, this.#closed]), 'a pong');
    }
    return this.takeAll();
  }
}

/** A client of the JSON protocol. */
export class JsonClient extends Client<Frame> {
  readonly person: Person;

  constructor(socket: WebSocket, person: Person) {
    super(socket, (data) => JSON.parse(data.toString()) as Frame);
    this.person = person;
  }

  send(...commands: object[]): void {
    for (const command of commands) this.sendText(JSON.stringify(command));
  }

  /** Sends a command and resolves to its answer, which is not taken. */
  async ask(command: TestCommand): Promise<Frame> {
    const answers = (): Frame[] =>
      this.received.filter((frame) => 'id' in frame && frame.id === command.id);
    const before = answers().length;
    this.send(command);
    await this.until(() => answers().length > before, `the answer to ${command.id}`);
    return answers().at(-1)!;
  }

  /** Follows a room from a revision on, and takes the frames that follow. */
  async follow(room: string = defaultRoom, after = 0): Promise<Frame[]> {
    await this.ask({ type: 'follow', id: 'follow', rooms: { [room]: after } });
    return (await this.rest()).filter((frame) => frame.type !== 'ack');
  }
}

/** A client of the plain-text protocol or of the echo. */
export class PlainClient extends Client<string> {
  constructor(socket: WebSocket) {
    super(socket, (data, isBinary) =>
      isBinary ? `binary ${data.toString('hex')}` : data.toString(),
    );
  }
}

export function post(id: string, text = 'coucou', room: string = defaultRoom): TestCommand {
  return { type: 'post', id, room, text };
}

/** The header by which a program shows who it is (RFC 6750 §2.1). */
export function bearer({ token }: Pick<SessionMade, 'token'>): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** The changes of the default room, as every follower gets them. */
export function changes(from: number, rev: number, ...messages: Message[]): RoomChanges {
  return { type: 'changes', room: defaultRoom, from, rev, messages };
}

/** A text message that was posted at the start time of the clock. */
export function textMessage(
  { id, name, via }: Person,
  message: Pick<TextMessage, 'id' | 'seq' | 'text'> & Partial<TextMessage>,
): TextMessage {
  const author: Person = via === undefined ? { id, name } : { id, name, via };
  return { rev: message.seq, author, at: startTime, kind: 'text', ...message };
}
