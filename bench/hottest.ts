import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `node bench/hottest.ts FILE.cpuprofile…`: the functions with the most own time, and with callees.
 */
for (const path of process.argv.slice(2)) {
  const { own, whole, total } = timesOf(JSON.parse(readFileSync(path, 'utf8')) as Profile);
  console.log(`\n${path}\n   own   with callees`);
  for (const [frame, time] of hottest(own)) {
    console.log(`${share(time, total)}  ${share(whole.get(frame) ?? 0, total)}  ${frame}`);
  }
  console.log('with callees, ours');
  for (const [frame, time] of hottest(whole, /(server|protocol)\//)) {
    console.log(`${share(time, total)}  ${frame}`);
  }
}

interface Node {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

/** V8's format: each sample names its node. */
interface Profile {
  nodes: Node[];
  samples: number[];
  timeDeltas: number[];
}

/** Microseconds per function, without idle time. */
interface Times {
  own: Map<string, number>;
  whole: Map<string, number>;
  total: number;
}

function timesOf({ nodes, samples, timeDeltas }: Profile): Times {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const atNode = new Map<number, number>();
  samples.forEach((id, index) => atNode.set(id, (atNode.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const times: Times = { own: new Map(), whole: new Map(), total: 0 };
  const root = nodes[0];
  if (root !== undefined) descend(root, []);
  return times;

  /** Counts a recursive function once. */
  function descend(node: Node, callers: readonly string[]): void {
    const name = nameOf(node);
    const time = name === '(idle)' ? 0 : (atNode.get(node.id) ?? 0);
    const stack = callers.includes(name) ? callers : [...callers, name];
    add(times.own, name, time);
    for (const frame of stack) add(times.whole, frame, time);
    times.total += time;
    for (const child of node.children ?? []) {
      const called = byId.get(child);
      if (called !== undefined) descend(called, stack);
    }
  }
}

function add(times: Map<string, number>, frame: string, time: number): void {
  times.set(frame, (times.get(frame) ?? 0) + time);
}

function hottest(times: Map<string, number>, where = /./): [string, number][] {
  return [...times]
    .filter(([frame]) => where.test(frame))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 15);
}

function share(time: number, total: number): string {
  return `${((time / total) * 100).toFixed(1).padStart(6)} %`;
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const name = functionName === '' ? '(nameless)' : functionName;
  if (url === '') return name;
  const file = url.startsWith('file:') ? relative(process.cwd(), fileURLToPath(url)) : url;
  return `${name} ${file}:${lineNumber + 1}`;
}
