import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Http } from '../../client/transport/http.ts';
import type { ConnectionMade, SessionMade } from '../../protocol/http.ts';
import { attacksOf, strike, type Attack, type Pass } from './attack.ts';
import { httpBytes } from './http-bytes.ts';
import { websocketBytes } from './websocket-bytes.ts';

/** Attacks at the same time, and the most per second: the server is tested, not flooded. */
const lines = 4;
const aSecond = 30;
const inABatch = 20;
/** Attacks shown in a report. */
const remembered = 100;

/** Clients that send random bytes from a seed. */
export class Attackers {
  readonly #server: URL;
  readonly #seed: number;
  #pass: Pass = { token: 'none', connection: 'none' };
  #batches = 0;
  /** The last attacks. */
  readonly latest: Attack[] = [];
  readonly counts: Record<string, number> = {};

  constructor(server: URL, seed: number) {
    this.#server = server;
    this.#seed = seed;
  }

  /** Attacks until the signal. */
  async attack(signal: AbortSignal): Promise<void> {
    await Promise.all(Array.from({ length: lines }, () => this.#attackByOneLine(signal)));
  }

  async #attackByOneLine(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // An attack may end the attacker's own session or connection.
      if (this.#batches % lines === 0) await this.#renewPass();
      for (const attack of this.#draw()) {
        if (signal.aborted) return;
        await Promise.all([this.#strike(attack), sleep(1_000 / aSecond)]);
      }
    }
  }

  /** A batch depends on the seed and its number alone, except for the credentials. */
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

  /** When the server refuses new credentials, the old ones are kept. */
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
