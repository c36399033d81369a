import type { Price, Priced } from './measure.ts';

const width = 52;

/** The cost of the honest act, and below it each attack, the most expensive first. */
export function rowsOf({ kind, honest, attempts }: Priced): string[] {
  const rows = attempts.map((price) => rowOf(`  ${price.what}`, price, honest));
  return ['', rowOf(`${kind}: ${honest.what}`, honest, honest), ...rows];
}

function rowOf(what: string, { cpu, memory, times, ended }: Price, honest: Price): string {
  const ratio = honest.cpu > 0 ? `× ${(cpu / honest.cpu).toFixed(1)}` : '';
  return [
    what.padEnd(width),
    `${cpu.toFixed(2)} ms CPU`.padStart(14),
    ratio.padStart(9),
    `+${memory.toFixed(1)} MiB`.padStart(12),
    `of ${times}`.padStart(8),
    ended === undefined ? '' : `  (${ended})`,
  ].join('');
}
