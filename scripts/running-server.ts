import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const unlimited = { RATE_LIMIT: '0', CONNECTIONS_PER_ADDRESS: '0', MACHINES: 'off' };
const main = join(import.meta.dirname, '../server/main.js');

/** The real server in a process of its own, on data of its own; it can be stopped and started. */
export class RunningServer {
  readonly #dataDir: string;
  #settings: Record<string, string>;
  #process: ChildProcess | undefined;
  /** Kept over a restart, so that open pages find the server again. */
  #port = 0;
  /** What it has printed since it said where it is, a line each. */
  readonly log: string[] = [];

  private constructor(dataDir: string, settings: Record<string, string>) {
    this.#dataDir = dataDir;
    this.#settings = settings;
  }

  /**
   * `settings`: environment variables such as `GAME_GRACE`. Nothing is limited, and nobody is
   * there but who comes, unless they say so.
   */
  static async start(settings: Record<string, string> = {}): Promise<RunningServer> {
    const server = new RunningServer(await mkdtemp(join(tmpdir(), 'causette-')), settings);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.#settings['BASE_PATH'] ?? ''}`;
  }

  /** Of its process; undefined before it was ever started. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Where it keeps everything. */
  get dataDir(): string {
    return this.#dataDir;
  }

  /** Starts where it was, with other settings from now on if there are any. */
  async start(settings: Record<string, string> = this.#settings): Promise<void> {
    this.#settings = settings;
    const options = ['--port', String(this.#port), '--data-dir', this.#dataDir];
    const child = spawn(process.execPath, [main, ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...unlimited, ...this.#settings },
    });
    this.#process = child;
    const lines = createInterface(child.stdout);
    const line = await firstLine(child, lines);
    lines.on('line', (each) => this.log.push(each));
    this.#port = Number(new URL(line.split(' ').at(-1) ?? '').port);
  }

  /** `SIGTERM` says goodbye to everyone, `SIGKILL` to nobody. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (child === undefined || hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  /** Resolves to the exit code or the signal, once the process has ended by itself. */
  async ended(): Promise<number | string | null> {
    const child = this.#process;
    if (child !== undefined && !hasEnded(child)) await once(child, 'exit');
    return child?.signalCode ?? child?.exitCode ?? null;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function firstLine(child: ChildProcess, lines: Interface): Promise<string> {
  const exit = once(child, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${String(code)} before it listened`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), exit])) as [string];
  exit.catch(() => {});
  return line;
}
