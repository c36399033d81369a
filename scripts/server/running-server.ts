import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProcess, type Launch, type ServerProcess } from './server-process.ts';

const unlimited = { RATE_LIMIT: '0', CONNECTIONS_PER_ADDRESS: '0', BOTS: 'off' };

/** A real server on data of its own; it can be stopped and started. */
export class RunningServer {
  readonly #dataDir: string;
  readonly #launch: Launch;
  #settings: Record<string, string>;
  #process: ServerProcess | undefined;
  /** Kept over a restart, so that open pages find the server again. */
  #port = 0;
  /** What it has printed since it said where it is, a line each. */
  readonly log: string[] = [];

  private constructor(dataDir: string, settings: Record<string, string>, launch: Launch) {
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.#launch = launch;
  }

  /**
   * `settings`: environment variables such as `GAME_GRACE`. Nothing is limited, and nobody is
   * there but who comes, unless they say so. `launch`: a process of its own unless told otherwise.
   */
  static async start(
    settings: Record<string, string> = {},
    launch: Launch = launchProcess,
  ): Promise<RunningServer> {
    const folder = await mkdtemp(join(tmpdir(), 'causette-'));
    const server = new RunningServer(folder, settings, launch);
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
    this.#process = await this.#launch(options, { ...unlimited, ...settings });
    this.#process.onLine = (line) => this.log.push(line);
    this.#port = this.#process.port;
  }

  /** `SIGTERM` says goodbye to everyone, `SIGKILL` to nobody. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.#process?.stop(signal);
  }

  /** Resolves to the exit code or the signal, once the process has ended by itself. */
  async ended(): Promise<number | string | null> {
    return (await this.#process?.ended()) ?? null;
  }

  async remove(): Promise<void> {
    await this.#process?.release();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
