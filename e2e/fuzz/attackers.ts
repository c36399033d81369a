import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Http } from '../../client/transport/http.ts';
import type { ConnectionMade, SessionMade } from '../../protocol/http.ts';
import { attacksOf, strike, type Attack, type Pass } from './attack.ts';
import { httpBytes } from './http-bytes.ts';
import { websocketBytes } from './websocket-bytes.ts';

/** Attacks at the same time, and the most of each line in a second: the server is to be tried, not filled. */
const lines = 4;
const aSecond = 30;
const inABatch = 20;
/** Attacks that a report shows. */
const remembered = 100;

/** People who send whatever comes to the mind of a seed. */
export class Attackers {
  readonly #server: URL;
  readonly #seed: number;
  #pass: Pass = { token: 'none', connection: 'none' };
  #batches = 0;
  /** What was sent last. */
  readonly latest: Attack[] = [];
  readonly counts: Record<string, number> = {};

  constructor(server: URL, seed: number) {
    this.#server = server;
    this.#seed = seed;
  }

  /** Attacks until the signal says that it is enough. */
  async attack(signal: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: lines }, () => this.#attackByOneLine(signal)));
  }

  async #attackByOneLine(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // Attackers may end their own session or connection.
      if (this.#batches % lines === 0) await this.#renewPass();
      for (const attack of this.#draw()) {
        if (signal.aborted) return;
        await Promise.all([this.#strike(attack), sleep(1_000 / aSecond)]);
      }
    }
  }

  /** A batch hangs on the seed and its number alone, but for the pass. */
  #draw(): Attack[] {
    const seed = this.#seed + this.#batches++;
    const any = fc.oneof(
      attacksOf('websocket', websocketBytes(this.#pass)),
      attacksOf('http', httpBytes(this.#pass)),
    );
    return fc.sample(any, { seed, numRuns: inABatch });
  }

  async #strike(attack: Attack): Promise<void> {
    this.counts[attack.kind] = (this.counts[attack.kind] ?? 0) + 1;
    this.latest.push(attack);
    if (this.latest.length > remembered) this.latest.shift();
    await strike(Number(this.#server.port), attack);
  }

  /** Where the server refuses a new one, the old one stays. */
  async #renewPass(): Promise<void> {
    const body = JSON.stringify({ name: `Eve ${this.#batches}` });
    const session = await new Http(this.#server).request('POST', '/api/session', { body });
    if (!session.ok) return;
    const { token } = (await session.json()) as SessionMade;
    const opened = await new Http(this.#server, token).request('POST', '/api/connections');
    if (!opened.ok) return;
    const { connection } = (await opened.json()) as ConnectionMade;
    this.#pass = { token, connection };
  }
}
