import type { PinnedProcess } from '../contenders/pinned-process.ts';

export interface Use {
  seconds: number;
  /** Seconds of processor time that the server took. */
  serverCpu: number;
  serverCores: number;
  clientCores: number;
}

/** Says what the work costs the server and this process, which is the load client. */
export async function metered<Result>(
  server: PinnedProcess,
  work: () => Promise<Result>,
): Promise<Use & { result: Result }> {
  const [cpuBefore, ownBefore, started] = [server.cpu, process.cpuUsage(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - started) / 1_000;
  const serverCpu = server.cpu - cpuBefore;
  const { user, system } = process.cpuUsage(ownBefore);
  const clientCores = (user + system) / 1e6 / seconds;
  return { result, seconds, serverCpu, serverCores: serverCpu / seconds, clientCores };
}
