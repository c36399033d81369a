import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const main = join(import.meta.dirname, '../../server/main.js');

/** A running server. */
export interface ServerProcess {
  readonly port: number;
  readonly pid: number | undefined;
  /** Called with each line of its output after the greeting. */
  onLine: (line: string) => void;
  /** `SIGTERM` is a graceful shutdown, `SIGKILL` is not. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Resolves to the exit code or the signal once the process has ended by itself. */
  ended(): Promise<number | string | null>;
  /** Ends it as fast as possible; its clients have disconnected. */
  release(): Promise<void>;
}

/** Starts a server. `args`: its options; `env`: additional environment variables. */
export type Launch = (args: string[], env: Record<string, string>) => Promise<ServerProcess>;

/** Starts the server in a process of its own, as people do. */
export const launchProcess: Launch = async (args, env) => {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines = createInterface(child.stdout);
  const line = await firstLine(child, lines);
  const server: ServerProcess = {
    port: Number(new URL(line.split(' ').at(-1) ?? '').port),
    pid: child.pid,
    onLine: () => {},
    stop: (signal) => stop(child, signal),
    ended: () => ended(child),
    release: () => stop(child, 'SIGKILL'),
  };
  lines.on('line', (each) => server.onLine(each));
  return server;
};

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function ended(child: ChildProcess): Promise<number | string | null> {
  if (!hasEnded(child)) await once(child, 'exit');
  return child.signalCode ?? child.exitCode;
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
