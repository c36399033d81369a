import { bytesIn } from '../../client/bytes.ts';
import type { Ending } from '../../client/transport.ts';
import { h } from '../dom/h.ts';
import { list, type Entry } from '../dom/list.ts';
import { Place } from '../dom/scroll.ts';
import { exactTime, number, seconds } from '../format.ts';
import type { Page } from '../page.ts';
import type { WireLine } from '../wire.ts';
import { wireWords } from '../words/wire-words.ts';

/** Pixels. */
const lowestLine = 24;
const upgradeLine = 'GET /ws, Upgrade: websocket';

/** All that passed on the wire, the newest last; a click opens a frame whole. */
export function frames({ wire, panels }: Page, signal: AbortSignal): HTMLElement {
  const rows = h('ol', { class: 'frames__rows' });
  const root = h('div', { class: 'frames', role: 'region', tabindex: '0' }, rows);
  root.ariaLabel = wireWords().frames;
  const place = new Place(root, rows, signal);
  const showLines = list<WireLine>(rows, ({ key }) => key, frame);

  const show = (): void => {
    if (!panels.get().wire) return;
    const { lines } = wire.store.get();
    place.keep(() => showLines(place.isAtEnd ? lines.slice(-inView()) : lines));
  };
  root.addEventListener('scroll', show, { passive: true, signal });
  wire.store.watch(({ lines }) => lines, show, signal);
  panels.watch((shown) => shown.wire, show, signal);
  return root;
}

/** Whoever is at the end sees no more lines than fill the window; the rest is there for who goes up. */
function inView(): number {
  return Math.ceil(innerHeight / lowestLine);
}

function frame(line: WireLine): Entry<WireLine> {
  const { traffic } = line;
  const text = 'text' in traffic ? traffic.text : undefined;
  const [sign, name] = signOf(traffic);
  const columns = [
    h('span', { title: name }, sign),
    h('span', { class: 'frames__text' }, tagOf(line), text ?? inWords(traffic)),
    h(
      'span',
      { class: 'frames__note' },
      text !== undefined && wireWords().bytes(number(bytesIn(text))),
    ),
    h('time', { class: 'frames__note' }, exactTime(traffic.at)),
  ];
  const root = h('li', { class: 'frames__one', 'data-is': traffic.is });
  root.append(
    text === undefined ? h('div', { class: 'frames__line' }, ...columns) : whole(text, columns),
  );
  return { root, show: () => {} };
}

function whole(text: string, columns: HTMLElement[]): HTMLElement {
  const pretty = h('pre', { class: 'frames__whole', tabindex: '0' });
  const summary = h('summary', { class: 'frames__line' }, ...columns);
  const root = h('details', {}, summary, pretty);
  root.addEventListener('toggle', () => {
    pretty.textContent = root.open ? JSON.stringify(JSON.parse(text), null, 2) : '';
  });
  return root;
}

function signOf({ is }: WireLine['traffic']): [string, string] {
  if (is === 'sent') return ['↑', wireWords().sent];
  return is === 'received' ? ['↓', wireWords().received] : ['·', wireWords().event];
}

/** What the frame is for the promise that nothing is lost, or what the lab did to it. */
function tagOf({ traffic, mark }: WireLine): HTMLElement | undefined {
  const isFault = traffic.is === 'fault';
  const text = isFault ? wireWords().done[traffic.fault] : mark && wireWords().marks[mark];
  return text === undefined ? undefined : h('b', { class: 'frames__tag' }, text);
}

function inWords(traffic: WireLine['traffic']): string {
  switch (traffic.is) {
    case 'beside':
      if (traffic.ending !== undefined) return ended(traffic.ending);
      return upgradeLine;
    case 'connecting':
      return traffic.by === 'websocket' ? upgradeLine : 'POST /api/connections';
    case 'open':
      return traffic.by === 'websocket' ? '101 Switching Protocols' : '200 text/event-stream';
    case 'error':
      return wireWords().failed;
    case 'close':
      return ended(traffic.ending);
    case 'retry':
      return wireWords().nextTry(seconds(traffic.delay / 1_000));
    case 'sent':
    case 'received':
    case 'fault':
      return traffic.text;
    case 'cost':
      return '';
  }
}

function ended({ code, reason }: Ending): string {
  return wireWords().ended(
    code,
    reason === '' && code === 1006 ? wireWords().connectionLost : reason,
  );
}
