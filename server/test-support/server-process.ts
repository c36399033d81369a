import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { RunningServer } from './test-server.ts';
import { patience, within } from './waits.ts';

const main = join(import.meta.dirname, '../main.js');

/** What one process compiled serves the next; nothing else of our own environment does. */
const cached = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name === 'NODE_COMPILE_CACHE'),
);

/** Milliseconds that a process may take to start: several at once compile on one core. */
const startPatience = 20_000;

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Logged {
  msg: string;
}

const greeting = /^Causette is at https?:\/\/127\.0\.0\.1:(\d+)(?:\/|$)/mu;

/** The real server in a process of its own, and what it says to whoever runs it. */
export class ServerProcess extends RunningServer {
  readonly process: ChildProcess;
  #printed = '';

  constructor(child: ChildProcess) {
    super(0);
    this.process = child;
    child.stdout?.on('data', (words: Buffer) => (this.#printed += words.toString()));
  }

  /** What it has said to whoever started it, a line each. */
  get printed(): string[] {
    return this.#printed.trimEnd().split('\n');
  }

  /** Resolves when it has said this. */
  async says(words: string): Promise<void> {
    while (!this.#printed.includes(words)) {
      await once(this.process.stdout!, 'data', { signal: AbortSignal.timeout(patience) });
    }
  }

  /** Resolves when it says where it is. */
  listening(): Promise<void> {
    return within(this.#greeted(), 'a greeting', startPatience);
  }

  async #greeted(): Promise<void> {
    while (this.port === 0) {
      await Promise.race([once(this.process.stdout!, 'data'), this.#early()]);
      this.port = Number(greeting.exec(this.#printed)?.[1] ?? 0);
    }
  }

  /** The messages of its log, as soon as there are so many. */
  async log(count: number): Promise<string[]> {
    for (;;) {
      const lines = this.#printed.split('\n').filter((line) => /^\{.*\}$/u.test(line));
      if (lines.length >= count) return lines.map((line) => (JSON.parse(line) as Logged).msg);
      await once(this.process.stdout!, 'data', { signal: AbortSignal.timeout(patience) });
    }
  }

  /** Resolves to the exit code and the signal that ended it, whoever did. */
  ended(): Promise<[number | null, string | null]> {
    return within(this.#exited(), 'the end of the server');
  }

  async #exited(): Promise<[number | null, string | null]> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return [exitCode, signalCode];
    return (await once(this.process, 'exit')) as [number | null, string | null];
  }

  async #early(): Promise<never> {
    const [code] = await this.#exited();
    throw new Error(`the server ended with ${String(code)} before it listened`);
  }

  async kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.process.kill(signal);
    await this.ended();
  }
}

interface Around {
  /** Options besides. */
  args?: string[];
  env?: Record<string, string>;
  /** Bytes that a file may have: the quota of a disk that is full. */
  fileSize?: number;
  /** Files and sockets that it may have open. */
  descriptors?: number;
}

/** Starts the server on the data in a folder, or on what its environment says. */
export async function startProcess(
  t: TestContext,
  folder?: string,
  around?: Around,
): Promise<ServerProcess> {
  const server = new ServerProcess(spawnServer(t, folder, around));
  await server.listening();
  return server;
}

/** The same, at its very beginning. */
export function spawnServer(
  t: TestContext,
  folder?: string,
  { args: more = [], env = {}, fileSize, descriptors }: Around = {},
): ChildProcess {
  const data = folder === undefined ? [] : ['--data-dir', folder];
  const command = [process.execPath, main, '--port', '0', ...data, ...more];
  // POSIX counts in blocks of 512 bytes. Node takes as many descriptors as it may.
  const blocks = fileSize === undefined ? [] : [`ulimit -S -f ${fileSize / 512}`];
  const files = descriptors === undefined ? [] : [`ulimit -n ${descriptors}`];
  const [program, ...args] = limited([...blocks, ...files], command);
  const child = spawn(program!, args, { env: { ...cached, ...env }, stdio: 'pipe' });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

/** Runs the server to its end. */
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

/** Every shell has `ulimit`. */
function limited(orders: string[], command: string[]): string[] {
  if (orders.length === 0) return command;
  return ['/bin/sh', '-c', [...orders, 'exec "$@"'].join('; '), 'sh', ...command];
}
