import { Client, type Dialect, type OnDelivered } from './client.ts';

/** Handshakes under way at once: fewer than any server's backlog, which would cost a second. */
const atOnce = 100;

/** Many clients of one server. */
export class Crowd {
  readonly clients: Client[] = [];
  readonly #port: number;
  readonly #dialect: Dialect;
  /** What to do with messages that came; nothing at first. */
  onDelivered: OnDelivered = () => {};

  constructor(port: number, dialect: Dialect) {
    this.#port = port;
    this.#dialect = dialect;
  }

  get dialect(): Dialect {
    return this.#dialect;
  }

  /** Brings so many more clients in. Resolves when all of them take part. */
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

  /** Brings those back whom the server cut, in their places. */
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
