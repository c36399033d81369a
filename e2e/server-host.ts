import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Launch, ServerProcess } from '../scripts/server/server-process.ts';

const program = join(import.meta.dirname, '../server/test-support/server-host.ts');

/** What the host process answers to each order. */
interface Answer {
  id: number;
  port?: number;
  error?: string;
}

/** One process that serves test after test. It is killed with the server that is to be killed. */
export class ServerHost {
  #process: ChildProcess | undefined;
  #server: ServerProcess | undefined;
  #last = 0;

  /** Starts a server in the process. One at a time prints lines. */
  readonly launch: Launch = async (args, env) => {
    const id = (this.#last += 1);
    const { port } = await this.#order({ do: 'start', id, args, env });
    const close = async (): Promise<void> => void (await this.#order({ do: 'close', id }));
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

  /** Kills the process. The next launch begins another one. */
  async end(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Answers come in the order in which they are asked for: a worker runs one test at a time. */
  async #order(order: object): Promise<Answer> {
    this.#process ??= this.#begin();
    const answered = once(this.#process, 'message');
    this.#process.send(order);
    const [answer] = (await answered) as [Answer];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  #begin(): ChildProcess {
    const child = fork(program, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
    createInterface(child.stdout!).on('line', (line) => this.#server?.onLine(line));
    return child;
  }
}
