import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { endings, faultless, type Plan } from './faults.ts';
import { Link } from './link.ts';
import { Tally } from '../tally.ts';

/** A network between clients and a local server, with planned faults. */
export class Proxy {
  readonly #server: Server;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  readonly #links = new Set<Link>();
  /** Returns the faults of the next connection; none by default. */
  plan: () => Plan = () => faultless;
  /** How often each fault has happened. */
  readonly done = new Tally();

  private constructor(port: number) {
    this.#port = port;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  /** `port`: where the server is, or will be. */
  static async start(port: number): Promise<Proxy> {
    const proxy = new Proxy(port);
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that were ended or refused. */
  get cuts(): number {
    return endings.reduce((sum, kind) => sum + this.done.of(kind), 0);
  }

  /** New connections have no faults from now on; existing ones keep theirs. */
  heal(): void {
    this.plan = () => faultless;
  }

  /** Ends every connection at once. */
  cutAll(): void {
    for (const link of this.#links) link.cut();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(client: Socket): void {
    const server = connect({ port: this.#port, host: '127.0.0.1', allowHalfOpen: true });
    const link = new Link(client, server, this.plan(), (kind) => this.done.add(kind));
    this.#links.add(link);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        this.#links.delete(link);
      });
    }
  }
}
