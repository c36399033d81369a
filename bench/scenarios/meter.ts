import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PinnedProcess } from '../contenders/pinned-process.ts';
import type { Cores } from './scenario.ts';

export interface Use {
  seconds: number;
  /** Processor seconds of the server. */
  serverCpu: number;
  cores: Cores;
}

/** Measures the cost of work for the server and for this process, the load client. */
export async function metered<Result>(
  server: PinnedProcess,
  work: () => Promise<Result>,
): Promise<Use & { result: Result }> {
  const [cpuBefore, ownBefore, allBefore] = [server.cpu, process.cpuUsage(), busySeconds()];
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const serverCpu = server.cpu - cpuBefore;
  const { user, system } = process.cpuUsage(ownBefore);
  const [ofServer, ofClient] = [serverCpu / seconds, (user + system) / 1e6 / seconds];
  const others = Math.max(0, (busySeconds() - allBefore) / seconds - ofServer - ofClient);
  return { result, seconds, serverCpu, cores: { server: ofServer, client: ofClient, others } };
}

const quiet = 0.15;
const lookFor = 500;
const waitsAtMost = 60_000;

/** Waits up to a minute for other load on the machine to end. No server of ours runs yet. */
export async function untilQuiet(): Promise<void> {
  const deadline = performance.now() + waitsAtMost;
  for (let others = 1; others > quiet && performance.now() < deadline;) {
    const [before, own, started] = [busySeconds(), process.cpuUsage(), performance.now()];
    await sleep(lookFor);
    const { user, system } = process.cpuUsage(own);
    const seconds = (performance.now() - started) / 1_000;
    others = (busySeconds() - before - (user + system) / 1e6) / seconds;
  }
}

/** Busy seconds of all processors since the machine started: `man 5 proc_stat`. */
function busySeconds(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync(
    '/proc/stat',
    'utf8',
  )
    .slice('cpu '.length)
    .trim()
    .split(' ', 8)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / 100;
}
