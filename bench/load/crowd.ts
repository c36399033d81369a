import { Client, type Dialect, type OnDelivered } from './client.ts';

/** Concurrent handshakes: fewer than any server's backlog, where an overflow costs a second. */
const atOnce = 100;

/** Many clients of one server. */
export class Crowd {
  readonly clients: Client[] = [];
  readonly #port: number;
  readonly #dialect: Dialect;
  /** Called when messages arrive. */
  onDelivered: OnDelivered = () => {};

  constructor(port: number, dialect: Dialect) {
    this.#port = port;
    this.#dialect = dialect;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  /** Adds clients. Resolves when all of them are ready. */
  async grow(count: number): Promise<void> {
    let left = count;
    const comeOneByOne = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await this.#add().ready;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, comeOneByOne));
  }

  /** Reconnects the clients that the server has cut. */
  async mend(): Promise<void> {
    for (const { number, isOpen } of this.clients) if (!isOpen) await this.#add(number).ready;
  }

  close(): void {
    for (const client of this.clients) client.close();
  }

  #add(number = this.clients.length): Client {
    const client = new Client(this.#port, number, this.#dialect, (who, messages) =>
      this.onDelivered(who, messages),
    );
    this.clients[number] = client;
    return client;
  }
}
