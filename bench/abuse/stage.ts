import { randomUUIDv7 as newId } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Http } from '../../client/transport/http.ts';
import type { Transport } from '../../client/transport/transport.ts';
import { openWebSocket } from '../../client/transport/websocket.ts';
import type { Frame } from '../../protocol/frames.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import type { PinnedProcess } from '../contenders/pinned-process.ts';

/** Timeout of an answer in milliseconds: an expensive one takes long. */
const patience = 5_000;
/** A server that uses less than this many seconds between two looks is idle. */
const idle = 0.02;
const lookFor = 300;
const longestWork = 20_000;

/** A server with signed-in people, and the open connections of one act. */
export class Stage {
  readonly server: PinnedProcess;
  readonly #tokens: readonly string[];
  #next = 0;
  #open: (() => void)[] = [];

  constructor(server: PinnedProcess, tokens: readonly string[]) {
    this.server = server;
    this.#tokens = tokens;
  }

  /** The token of a person who has done nothing yet, as long as there are any. */
  someone(): string {
    return this.#tokens[this.#next++ % this.#tokens.length]!;
  }

  /** Sends an HTTP request as a person. Resolves when the whole response is read. */
  async ask(token: string, method: string, path: string, body?: string): Promise<Response> {
    const http = new Http(this.server.url, token);
    const answer = await http.request(method, path, body === undefined ? {} : { body });
    await answer.clone().arrayBuffer();
    return answer;
  }

  /** Opens a JSON WebSocket. */
  async join(token: string, query = `?room=${defaultRoom}`): Promise<Asking> {
    const line = openWebSocket(this.server.url, token, query);
    this.#open.push(() => line.close());
    const asking = new Asking(line);
    await asking.hear(() => true);
    return asking;
  }

  /** Opens a WebSocket without a subprotocol. Resolves with its first line. */
  async plain(path = '/ws'): Promise<WebSocket> {
    const line = new WebSocket(new URL(path, this.server.url.href.replace('http', 'ws')));
    this.#open.push(() => line.close());
    await lineFrom(line);
    return line;
  }

  /** Writes bytes on new connections, and waits until the server has handled them. */
  async write(bytes: string, lines: number, reads: boolean): Promise<void> {
    for (let each = 0; each < lines; each++) {
      const socket = connect(this.server.port, '127.0.0.1');
      socket.on('error', () => {});
      if (reads) socket.resume();
      socket.write(bytes);
      this.#open.push(() => socket.destroy());
    }
    await this.untilIdle();
  }

  /** Resolves when the server is idle, or after a while. */
  async untilIdle(): Promise<void> {
    const deadline = performance.now() + longestWork;
    for (let worked = Infinity; worked > idle && performance.now() < deadline;) {
      const before = this.server.cpu;
      await sleep(lookFor);
      worked = this.server.cpu - before;
    }
  }

  /** Closes everything that an act opened. */
  close(): void {
    for (const end of this.#open.splice(0)) end();
  }
}

export interface Asked {
  id?: string;
  [field: string]: unknown;
}

/** A JSON connection that sends one command at a time. */
export class Asking {
  readonly #line: Transport;

  constructor(line: Transport) {
    this.#line = line;
  }

  /** Sends a command, with a new id if it has none. Resolves with its answer. */
  async ask(command: Asked): Promise<Frame> {
    const { id = newId() } = command;
    const answer = this.hear((frame) => 'id' in frame && frame.id === id);
    this.#line.send(JSON.stringify({ ...command, id }));
    return answer;
  }

  hear(isAwaited: (frame: Frame) => boolean): Promise<Frame> {
    return withinPatience(
      new Promise<Frame>((resolve, reject) => {
        this.#line.onmessage = ({ data }) => {
          const frame = JSON.parse(data) as Frame;
          if (isAwaited(frame)) resolve(frame);
        };
        this.#line.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
      }),
    );
  }
}

/** The next line of a plain-text client. */
export function lineFrom(socket: WebSocket): Promise<string> {
  return withinPatience(
    new Promise<string>((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(String(data));
      socket.onclose = ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`));
      socket.onerror = () => reject(new Error('not opened'));
    }),
  );
}

function withinPatience<Value>(work: Promise<Value>): Promise<Value> {
  const late = sleep(patience, undefined, { ref: false }).then(() => {
    throw new Error(`no answer within ${patience} ms`);
  });
  return Promise.race([work, late]);
}
