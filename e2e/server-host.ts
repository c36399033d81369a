import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Launch, ServerProcess } from '../scripts/server/server-process.ts';

const program = join(import.meta.dirname, '../server/test-support/running/server-host.ts');

/** The answer of the host process to a request. */
interface Answer {
  id: number;
  port?: number;
  error?: string;
}

/** A process that runs the server of one test after another. Killing a server kills the process. */
export class ServerHost {
  #process: ChildProcess | undefined;
  #server: ServerProcess | undefined;
  #lastId = 0;

  /** Starts a server in the process. Only the latest one receives log lines. */
  readonly launch: Launch = async (args, env) => {
    const id = (this.#lastId += 1);
    const { port } = await this.#request({ do: 'start', id, args, env });
    const close = async (): Promise<void> => void (await this.#request({ do: 'close', id }));
    this.#server = {
      port: port!,
      pid: this.#process?.pid,
      onLine: () => {},
      stop: (signal) => (signal === 'SIGKILL' ? this.end() : close()),
      ended: () => Promise.reject(new Error('the host ends with its worker')),
      release: close,
    };
    return this.#server;
  };

  /** Kills the process. The next launch starts a new one. */
  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** The next message is the answer: a worker runs one test at a time. */
  async #request(message: object): Promise<Answer> {
    this.#process ??= this.#spawn();
    const answered = once(this.#process, 'message');
    this.#process.send(message);
    const [answer] = (await answered) as [Answer];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  #spawn(): ChildProcess {
    const child = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
    createInterface(child.stdout!).on('line', (line) => this.#server?.onLine(line));
    return child;
  }
}
