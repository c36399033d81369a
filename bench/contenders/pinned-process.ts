import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const serverCore = '0';
const clientCore = '1';
/** The value of `getconf CLK_TCK` on every Linux. */
const ticksASecond = 100;

/** The server has one core, the load client another: `taskset` of util-linux. */
export const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Moves every thread of this process off the servers' core. */
export function pinLoadClient(): void {
  pinTo(clientCore);
}

/** Lets this process, and what it starts meanwhile, use all cores. */
export function unpin(): void {
  pinTo(`0-${cpus().length - 1}`);
}

function pinTo(cores: string): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
}

/** A server in a process of its own, which prints its address in a line. */
export class PinnedProcess {
  readonly port: number;
  readonly #child: ChildProcessByStdio<null, Readable, null>;

  private constructor(child: ChildProcessByStdio<null, Readable, null>, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** @throws Error when it ends before it prints its address. */
  static async start(
    [command, ...args]: [string, ...string[]],
    settings: Record<string, string> = {},
  ): Promise<PinnedProcess> {
    const pinned = canPin ? ['taskset', '-c', serverCore, command, ...args] : [command, ...args];
    const child = spawn(pinned[0] ?? command, pinned.slice(1), {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...settings },
    });
    return new PinnedProcess(child, await portOf(child));
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.port}`);
  }

  /** Processor seconds of all its threads since its start. */
  get cpu(): number {
    const [user = 0, system = 0] = fieldsOf(this.#child.pid).slice(11, 13).map(Number);
    return (user + system) / ticksASecond;
  }

  /** Bytes of resident memory. */
  get memory(): number {
    return this.#status('VmRSS');
  }

  /** The peak of resident memory since its start or the last reset. */
  get peakMemory(): number {
    return this.#status('VmHWM');
  }

  /** Resets the peak: `man 5 proc_pid_clear_refs`. */
  forgetPeak(): void {
    writeFileSync(`/proc/${this.#child.pid}/clear_refs`, '5');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exit;
  }

  /** A value of `/proc/PID/status` in bytes. */
  #status(name: string): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'mu').exec(status)?.[1]) * 1_024;
  }
}

/** The fields of `/proc/PID/stat` after the command name, which may contain anything. */
function fieldsOf(pid: number | undefined): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function portOf(child: ChildProcessByStdio<null, Readable, null>): Promise<number> {
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs.join(' ')} ended with ${String(code)}`);
  });
  exit.catch(() => {});
  for (const lines = createInterface(child.stdout); ;) {
    const [line] = (await Promise.race([once(lines, 'line'), exit])) as [string];
    const port = /https?:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
}
