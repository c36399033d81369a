import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from '../../scripts/server/running-server.ts';
import { HealthzProbe } from '../chaos/healthz-probe.ts';

/** Milliseconds for the server to respond, and bytes that it may retain. */
const answersIn = 250;
const mayKeep = 50 * 1_024 * 1_024;
const settlesIn = 5_000;
/**
 * As with `npm start`: with a larger young generation, Node retains tens of megabytes of dead
 * objects.
 */
export const youngObjects = '--max-semi-space-size=8';
/** pino's level for errors. */
const errorLevel = 50;

/** Monitors the health of a server from outside. */
export class ServerWatch {
  readonly #server: RunningServer;
  readonly #probe: HealthzProbe;
  readonly #before: number;

  private constructor(server: RunningServer, before: number) {
    this.#server = server;
    this.#before = before;
    this.#probe = new HealthzProbe(server.url, server.pid);
  }

  /** Resolves once it is monitoring. */
  static async begin(server: RunningServer): Promise<ServerWatch> {
    const memory = await figure(server, 'process_resident_memory_bytes');
    const watch = new ServerWatch(server, memory);
    await watch.#probe.next();
    return watch;
  }

  /** The violations, a sentence each. */
  async faults(): Promise<string[]> {
    const bugs = await figure(this.#server, 'causette_internal_errors_total');
    const slow = Math.max(0, ...this.#probe.took);
    return [
      ...(bugs === 0 ? [] : [`${bugs} bugs were noted.`]),
      ...(slow <= answersIn ? [] : [`/healthz took ${slow.toFixed(0)} ms.`]),
      ...this.#server.log.filter(isError).map((line) => `Logged: ${line}`),
    ];
  }

  /** Stops. Resolves to a table and the violations. */
  async end(): Promise<{ rows: string[]; faults: string[] }> {
    // The running request waits for the last attack.
    await this.#probe.next();
    await this.#probe.stop();
    const growth = await this.#growth();
    const faults = await this.faults();
    if (growth > mayKeep) faults.push(`The server kept ${mebibytes(growth)} MiB.`);
    const { took } = this.#probe;
    const rows = [
      `/healthz answered ${took.length} times, after ${Math.max(0, ...took).toFixed(0)} ms at most`,
      `memory grew by ${mebibytes(growth)} MiB, of ${mebibytes(this.#before)}`,
      `${this.#server.log.length} lines of log`,
    ];
    return { rows, faults };
  }

  /** Garbage collection takes a while: only retained memory counts. */
  async #growth(): Promise<number> {
    const deadline = performance.now() + settlesIn;
    for (;;) {
      const now = await figure(this.#server, 'process_resident_memory_bytes');
      const growth = now - this.#before;
      if (growth <= mayKeep || performance.now() > deadline) return growth;
      await sleep(100);
    }
  }
}

/** A metric of the server. */
async function figure(server: RunningServer, name: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', server.url))).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'mu').exec(metrics)?.[1]);
}

function isError(line: string): boolean {
  try {
    return (JSON.parse(line) as { level: number }).level >= errorLevel;
  } catch {
    return false;
  }
}

function mebibytes(bytes: number): string {
  return (bytes / 1_024 / 1_024).toFixed(0);
}
