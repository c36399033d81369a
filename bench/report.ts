import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Cell, ResultRow, Results, ScenarioResult } from './results.ts';

const begin = '<!-- bench -->';
const end = '<!-- /bench -->';
/** Above this share a core is the bottleneck. */
const full = 0.93;
/** Above this many cores, other load on the machine affects the results. */
const disturbing = 0.1;

/** All results as Markdown. */
export function markdownOf({ scenarios }: Results): string {
  const tables = Object.entries(scenarios)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, result]) => tableOf(name, result));
  return [
    'Measured by `npm run bench` over loopback. Each figure is the median of the rounds, with the',
    'lowest and the highest in brackets, then the processor use of the server and of the load client.',
    ...tables,
  ].join('\n');
}

/** A scenario: a row per figure, a column per contender, and the bottleneck. */
export function tableOf(name: string, { title, note, at, on, load, rows }: ScenarioResult): string {
  const contenders = [...new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell.contender)))];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `\n**${name}. ${title}.** ${note} (${at}, ${on}, load average ${load} before.)\n`,
    line(['', ...contenders, 'limited by']),
    line(['---', ...contenders.map(() => '---:'), '---']),
    ...rows.map((row) =>
      line([`${row.what}, ${row.unit}`, ...cellsOf(row, contenders), limitOf(row)]),
    ),
  ].join('\n');
}

/** Replaces the tables between two marks of a document. Returns false if the marks are missing. */
export async function writeInto(path: string, markdown: string): Promise<boolean> {
  const text = readFileSync(path, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) return false;
  const whole = `${text.slice(0, from + begin.length)}\n\n${markdown}\n\n${text.slice(to)}`;
  await writeFormatted(path, whole);
  return true;
}

/** Formats the document as `npm run format` does. */
export async function writeFormatted(path: string, text: string): Promise<void> {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}

function cellsOf({ cells }: ResultRow, contenders: readonly string[]): string[] {
  return contenders.map((name) => {
    const cell = cells.find(({ contender }) => contender === name);
    return cell === undefined ? '–' : textOf(cell);
  });
}

function textOf({ min, median, max, rounds, cores }: Cell): string {
  const spread = rounds > 1 ? ` (${short(min)}–${short(max)})` : '';
  if (cores === undefined) return `${short(median)}${spread}`;
  const use = [cores.server, cores.client].map((share) => `${Math.round(share * 100)} %`);
  return `${short(median)}${spread}; ${use.join(' / ')}`;
}

function limitOf({ cells }: ResultRow): string {
  const limits = Map.groupBy(cells, limitOfCell);
  if (limits.size === 1) return [...limits.keys()].join('');
  return [...limits]
    .map(([limit, those]) => `${limit}: ${those.map(({ contender }) => contender).join(', ')}`)
    .join('; ');
}

function limitOfCell({ cores }: Cell): string {
  if (cores === undefined) return '–';
  const { server, client, others } = cores;
  if (server >= full && client >= full) return 'both cores';
  if (server >= full) return 'server core';
  if (client >= full) return 'load client';
  return others > disturbing ? 'other work on the machine' : 'no core is full';
}

/** Three digits, in thousands or millions. */
function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  if (value >= 1e4) return `${(value / 1e3).toPrecision(3)} k`;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
