// oxlint-disable-next-line import/default -- Vite gives the text of a file so.
import chatSource from '../../../client/chat.ts?raw';
// oxlint-disable-next-line import/default -- Vite gives the text of a file so.
import connectionSource from '../../../client/connection/connection.ts?raw';
import { h } from '../../dom/h.ts';
import { exactTime } from '../../words/format.ts';
import { handlerCode, type Code } from '../../wire/handler-code.ts';
import type { Calls, Handler, WireLog } from '../../wire/wire-log.ts';
import { wireWords } from '../../words/wire-words.ts';
import { meaningOf } from './frame.ts';

const sources = [
  ['client/connection/connection.ts', connectionSource],
  ['client/chat.ts', chatSource],
] as const;

/** The last event of a handler, kept up to date, and the source code that it runs. */
export function handler(name: Handler, { store }: WireLog, signal: AbortSignal): HTMLElement[] {
  const last = h('div', { class: 'handlers__last' });
  store.watch(
    ({ calls }) => calls[name],
    (calls) => last.replaceChildren(...eventOf(calls)),
    signal,
  );
  return [last, ...sources.flatMap(([file, source]) => codeIn(file, handlerCode(source, name)))];
}

function eventOf({ last }: Calls): HTMLElement[] {
  if (last === undefined) return [h('p', {}, wireWords().notCalled)];
  const text = h('p', {}, `${exactTime(last.at)} · ${meaningOf(last)}`);
  const data = dataOf(last);
  if (data === undefined) return [text];
  return [text, h('pre', { class: 'handlers__data', tabindex: '0' }, data)];
}

/** The fields of the event, as a page reads them. */
function dataOf(last: NonNullable<Calls['last']>): string | undefined {
  if (last.is === 'received') return JSON.stringify(JSON.parse(last.text), null, 2);
  if (last.is !== 'close') return undefined;
  const { code, reason, wasClean } = last.ending;
  return `code: ${code}\nreason: ${JSON.stringify(reason)}\nwasClean: ${wasClean}`;
}

function codeIn(file: string, code: readonly Code[]): HTMLElement[] {
  if (code.length === 0) return [];
  const lines = code.map(({ from, lines: each }) =>
    each.map((line, at) => `${String(from + at).padStart(3)}  ${line}`).join('\n'),
  );
  return [
    h('h3', { class: 'handlers__file' }, file),
    h('pre', { class: 'handlers__code', tabindex: '0' }, lines.join('\n  …\n')),
  ];
}
