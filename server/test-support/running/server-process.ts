import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { RunningServer } from './test-server.ts';
import { patience, within } from '../waits.ts';

const main = join(import.meta.dirname, '../../main.js');

/** The only variable taken from our own environment: servers share the compile cache. */
const cached = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name === 'NODE_COMPILE_CACHE'),
);

/** Milliseconds for a process to start: several may compile at once on one core. */
const startPatience = 20_000;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Logged {
  msg: string;
}

const addressLine = /^Causette is at https?:\/\/127\.0\.0\.1:(\d+)(?:\/|$)/mu;

/** The real server in its own process, with its output. */
export class ServerProcess extends RunningServer {
  readonly process: ChildProcess;
  #printed = '';

  constructor(child: ChildProcess) {
    super(0);
    this.process = child;
    child.stdout?.on('data', (chunk: Buffer) => (this.#printed += chunk.toString()));
  }

  /** Its output so far, by lines. */
  get printed(): string[] {
    return this.#printed.trimEnd().split('\n');
  }

  /** Resolves when it has printed this text. */
  async prints(text: string): Promise<void> {
    while (!this.#printed.includes(text)) {
      await once(this.process.stdout!, 'data', { signal: AbortSignal.timeout(patience) });
    }
  }

  /** Resolves when it has printed its address. */
  listening(): Promise<void> {
    return within(this.#addressPrinted(), 'a addressLine', startPatience);
  }

  async #addressPrinted(): Promise<void> {
    while (this.port === 0) {
      await Promise.race([once(this.process.stdout!, 'data'), this.#endedEarly()]);
      this.port = Number(addressLine.exec(this.#printed)?.[1] ?? 0);
    }
  }

  /** The messages of its log, as soon as there are `count`. */
  async log(count: number): Promise<string[]> {
    for (;;) {
      const lines = this.#printed.split('\n').filter((line) => /^\{.*\}$/u.test(line));
      if (lines.length >= count) return lines.map((line) => (JSON.parse(line) as Logged).msg);
      await once(this.process.stdout!, 'data', { signal: AbortSignal.timeout(patience) });
    }
  }

  /** Resolves to the exit code and the signal that ended it. */
  ended(): Promise<[number | null, string | null]> {
    return within(this.#exited(), 'the end of the server');
  }

  async #exited(): Promise<[number | null, string | null]> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return [exitCode, signalCode];
    return (await once(this.process, 'exit')) as [number | null, string | null];
  }

  async #endedEarly(): Promise<never> {
    const [code] = await this.#exited();
    throw new Error(`the server ended with ${String(code)} before it listened`);
  }

  async kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.process.kill(signal);
    await this.ended();
  }
}

interface ProcessOptions {
  /** Further options. */
  args?: string[];
  env?: Record<string, string>;
  /** Largest size of a file in bytes, which simulates a full disk. */
  fileSize?: number;
  /** Most open files and sockets. */
  descriptors?: number;
}

/**
 * Starts the server with a data folder, or with that of its environment. Resolves when it listens.
 */
export async function startProcess(
  t: TestContext,
  folder?: string,
  options?: ProcessOptions,
): Promise<ServerProcess> {
  const server = new ServerProcess(spawnServer(t, folder, options));
  await server.listening();
  return server;
}

/** Starts the process without waiting for it. */
export function spawnServer(
  t: TestContext,
  folder?: string,
  { args: more = [], env = {}, fileSize, descriptors }: ProcessOptions = {},
): ChildProcess {
  const data = folder === undefined ? [] : ['--data-dir', folder];
  const command = [process.execPath, main, '--port', '0', ...data, ...more];
  // POSIX counts in blocks of 512 bytes. Node raises the soft limit of descriptors to the hard one.
  const blocks = fileSize === undefined ? [] : [`ulimit -S -f ${fileSize / 512}`];
  const files = descriptors === undefined ? [] : [`ulimit -n ${descriptors}`];
  const [program, ...args] = limited([...blocks, ...files], command);
  const child = spawn(program!, args, { env: { ...cached, ...env }, stdio: 'pipe' });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** Runs the server until it ends. */
export async function run(
  t: TestContext,
  args: string[],
  { nodeArgs = [], env = {} }: { nodeArgs?: string[]; env?: Record<string, string> } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    env: { ...cached, ...env },
  });
  t.after(() => child.kill('SIGKILL'));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];
  return { code, stdout, stderr };
}

/** Runs a command with resource limits, set by `ulimit` of the shell. */
function limited(limits: string[], command: string[]): string[] {
  if (limits.length === 0) return command;
  return ['/bin/sh', '-c', [...limits, 'exec "$@"'].join('; '), 'sh', ...command];
}
