import { bytesIn } from '../../../client/transport/bytes.ts';
import type { Ending } from '../../../client/transport/transport.ts';
import type { RoomChanges } from '../../../protocol/frames.ts';
import { h } from '../../dom/h.ts';
import type { Entry } from '../../dom/list.ts';
import { exactTime, number } from '../../words/format.ts';
import { duration } from '../../words/duration.ts';
import type { WireLine } from '../../wire/wire-log.ts';
import type { LogEntry } from '../../wire/log-entry.ts';
import { meanings, wireWords } from '../../words/wire-words.ts';

const upgradeLine = 'GET /ws, Upgrade: websocket';

/** A line of the log: a click opens it with its meaning and its full content. */
export function frame(line: WireLine): Entry<WireLine> {
  const { traffic } = line;
  const [sign, name] = signOf(traffic);
  const summary = h(
    'summary',
    { class: 'frames__line' },
    h('span', { title: name }, sign),
    h('span', { class: 'frames__text' }, tagOf(line), inWords(traffic)),
    h('span', { class: 'frames__note' }, sizeOf(traffic)),
    h('time', { class: 'frames__note' }, exactTime(traffic.at)),
  );
  summary.ariaDescription = meaningOf(traffic);
  const whole = h('div', { class: 'frames__whole' });
  const opened = h('details', {}, summary, whole);
  opened.addEventListener('toggle', () => {
    whole.replaceChildren(...(opened.open ? contentOf(traffic) : []));
  });
  const root = h('li', { class: 'frames__one', 'data-is': traffic.is }, opened);
  return { root, show: () => {} };
}

/** The meaning of a log entry, as a sentence. */
export function meaningOf(entry: LogEntry): string {
  const { sent, received, events, unknown } = meanings();
  if (entry.is === 'cost') return '';
  if (entry.is !== 'sent' && entry.is !== 'received') return events[entry.is];
  const table: Record<string, string> = entry.is === 'sent' ? sent : received;
  const { type } = JSON.parse(entry.text) as { type: string };
  return Object.hasOwn(table, type) ? table[type]! : unknown;
}

function contentOf(traffic: LogEntry): HTMLElement[] {
  const meaning = h('p', { class: 'frames__meaning' }, meaningOf(traffic));
  const text = textOf(traffic);
  if (text === undefined) return [meaning];
  const pretty = JSON.stringify(JSON.parse(text), null, 2);
  return [meaning, h('pre', { class: 'frames__json', tabindex: '0' }, pretty)];
}

function textOf(traffic: LogEntry): string | undefined {
  return 'text' in traffic ? traffic.text : undefined;
}

function sizeOf(traffic: LogEntry): string {
  const text = textOf(traffic);
  if (traffic.is === 'polled') {
    return traffic.bytes === undefined ? '' : wireWords().bytes(number(traffic.bytes));
  }
  return text === undefined ? '' : wireWords().bytes(number(bytesIn(text)));
}

function signOf({ is }: LogEntry): [string, string] {
  if (is === 'sent') return ['↑', wireWords().sent];
  if (is === 'polled') return ['⇅', 'HTTP'];
  return is === 'received' ? ['↓', wireWords().received] : ['·', wireWords().event];
}

/** The role of the frame in reliable delivery, or the injected fault. */
function tagOf({ traffic, mark }: WireLine): HTMLElement | undefined {
  const text = tagText(traffic) ?? (mark && wireWords().marks[mark]);
  return text === undefined ? undefined : h('b', { class: 'frames__tag' }, text);
}

function tagText(traffic: LogEntry): string | undefined {
  if (traffic.is === 'fault') return wireWords().done[traffic.fault];
  if (traffic.is !== 'polled') return undefined;
  const { news, none, failed } = wireWords().polled;
  if (traffic.text === undefined) return failed;
  const { messages } = JSON.parse(traffic.text) as RoomChanges;
  return messages.length > 0 ? news : none;
}

function inWords(traffic: LogEntry): string {
  switch (traffic.is) {
    case 'upgrading':
      return traffic.ending === undefined ? upgradeLine : ended(traffic.ending);
    case 'connecting':
      return traffic.by === 'websocket' ? upgradeLine : 'POST /api/connections';
    case 'open':
      return traffic.by === 'websocket' ? '101 Switching Protocols' : '200 text/event-stream';
    case 'error':
      return wireWords().failed;
    case 'close':
      return ended(traffic.ending);
    case 'retry':
      return traffic.delay < 1
        ? wireWords().retryingNow
        : wireWords().nextTry(duration(traffic.delay));
    case 'held':
      return wireWords().wouldTry(duration(traffic.delay));
    case 'sent':
    case 'received':
    case 'fault':
      return traffic.text;
    case 'polled':
      return `GET ${traffic.path}`;
    case 'cost':
      return '';
  }
}

function ended({ code, reason }: Ending): string {
  const cause = reason === '' && code === 1006 ? wireWords().connectionLost : reason;
  return wireWords().ended(code, cause);
}
