import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';

const scriptPath = '/before-the-page.js';

/** A network before the server: can be cut, and adds a script to each page that runs first. */
export class Relay {
  readonly #target: URL;
  readonly #script: string;
  readonly #server = createServer((request, answer) => this.#answer(request, answer));
  readonly #sockets = new Set<Duplex>();
  #isCut = false;

  private constructor(target: URL, script: string) {
    this.#target = target;
    this.#script = script;
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  static async start(target: URL, script: string): Promise<Relay> {
    const relay = new Relay(target, script);
    await once(relay.#server.listen(0, '127.0.0.1'), 'listening');
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Ends every connection, and new ones until `mend`, without an answer. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #keep(socket: Duplex): void {
    if (this.#isCut) socket.destroy();
    this.#sockets.add(socket);
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
  }

  #answer(request: IncomingMessage, answer: ServerResponse): void {
    if (request.url === scriptPath) {
      answer.setHeader('content-type', 'text/javascript').end(this.#script);
      return;
    }
    const { method, url: path, headers } = request;
    const { hostname, port } = this.#target;
    // Uncompressed: the page is modified in between.
    const plain = { ...headers, 'accept-encoding': 'identity' };
    const passed = forward({ hostname, port, method, path, headers: plain }, (received) => {
      void this.#pass(received, answer).catch(() => answer.destroy());
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    request.pipe(passed);
  }

  async #pass(received: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { 'content-length': _, ...headers } = received.headers;
    if (!headers['content-type']?.startsWith('text/html')) {
      answer.writeHead(received.statusCode!, received.headers);
      received.pipe(answer);
      return;
    }
    const page = await text(received);
    answer.writeHead(received.statusCode!, headers);
    answer.end(page.replace('<head>', `<head><script src="${scriptPath}"></script>`));
  }

  #upgrade({ method, url, rawHeaders }: IncomingMessage, client: Duplex, head: Buffer): void {
    const server: Socket = connect(Number(this.#target.port), this.#target.hostname);
    this.#keep(server);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    const lines = rawHeaders.map((word, at) => (at % 2 === 0 ? `${word}: ` : `${word}\r\n`));
    server.write(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`);
    server.write(head);
    server.pipe(client).pipe(server);
  }
}
