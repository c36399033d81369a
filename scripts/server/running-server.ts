import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProcess, type Launch, type ServerProcess } from './server-process.ts';

const unlimited = { RATE_LIMIT: '0', CONNECTIONS_PER_ADDRESS: '0', BOTS: 'off' };

/** A real server with its own data; it can be stopped and restarted. */
export class RunningServer {
  readonly #dataDir: string;
  readonly #launch: Launch;
  #settings: Record<string, string>;
  #process: ServerProcess | undefined;
  /** Kept over a restart, so that open pages reconnect. */
  #port = 0;
  /** Its output after the greeting, line by line. */
  readonly log: string[] = [];

  private constructor(dataDir: string, settings: Record<string, string>, launch: Launch) {
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.#launch = launch;
  }

  /**
   * `settings`: environment variables such as `GAME_GRACE`. Without them there are no rate limits
   * and no bots. `launch`: how it is started; a process of its own by default.
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

  /** The id of its process; undefined before the first start. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Its data directory. */
  get dataDir(): string {
    return this.#dataDir;
  }

  /** Starts it on the same port, with new settings if given. */
  async start(settings: Record<string, string> = this.#settings): Promise<void> {
    this.#settings = settings;
    const options = ['--port', String(this.#port), '--data-dir', this.#dataDir];
    this.#process = await this.#launch(options, { ...unlimited, ...settings });
    this.#process.onLine = (line) => this.log.push(line);
    this.#port = this.#process.port;
  }

  /** `SIGTERM` is a graceful shutdown, `SIGKILL` is not. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await this.#process?.stop(signal);
  }

  /** Resolves to the exit code or the signal once the process has ended by itself. */
  async ended(): Promise<number | string | null> {
    return (await this.#process?.ended()) ?? null;
  }

  async remove(): Promise<void> {
    await this.#process?.release();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}
