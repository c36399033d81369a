import { h } from '../../dom/h.ts';
import { icon } from '../../dom/icon.ts';
import { list, type Entry } from '../../dom/list.ts';
import { milliseconds } from '../../words/format.ts';
import { EchoSocket, type EchoLine, type EchoState } from '../../wire/echo-socket.ts';
import { wireWords } from '../../words/wire-words.ts';
import { words } from '../../words/words.ts';
import { echoClose } from './echo-close.ts';

/** The /echo dialog: sends texts and bytes, shows the answers with round trips, and closes with a code. */
export function echo(signal: AbortSignal): HTMLDialogElement {
  const socket = new EchoSocket(
    // Absolute: only the latest browsers accept a relative URL.
    () => new WebSocket(new URL('echo', document.baseURI).href.replace('http', 'ws')),
    () => performance.now(),
  );
  const lines = h('ol', { class: 'echo__lines', role: 'log', tabindex: '0' });
  lines.ariaLabel = wireWords().frames;
  const { form, field, buttons } = sendForm(socket, signal);
  const end = echoClose(socket, () => field.focus(), signal);
  const state = h('span', { class: 'pill', title: 'readyState' });
  const root = h('dialog', { class: 'dialog echo', closedby: 'any' });
  root.ariaLabel = wireWords().echoTitle;
  root.append(head(root, state), lines, form, end);

  const showLines = list<EchoLine>(lines, keyOf(), lineOf);
  const show = ({ readyState, lines: all }: EchoState): void => {
    state.textContent = readyState;
    for (const button of buttons) button.disabled = readyState !== 'OPEN';
    showLines(all);
    lines.scrollTop = lines.scrollHeight;
  };
  const toggled = (): void => {
    if (root.open) socket.open();
    else socket.close(1000);
  };
  socket.store.watch((each) => each, show, signal);
  root.addEventListener('toggle', toggled, { signal });
  return root;
}

function head(root: HTMLDialogElement, state: HTMLElement): HTMLElement {
  const close = h('button', { class: 'icon-button', type: 'button' });
  close.ariaLabel = wireWords().closeWindow;
  close.append(icon('close'));
  close.addEventListener('click', () => root.close());
  const title = h('h2', { class: 'dialog__title' }, wireWords().echoTitle);
  const hint = h('p', { class: 'dialog__hint' }, wireWords().echoHint);
  return h('header', {}, h('div', { class: 'echo__head' }, title, state, close), hint);
}

/** The form: sends its text as text or as bytes; a ping is a text too. */
function sendForm(socket: EchoSocket, signal: AbortSignal) {
  const field = h('input', { class: 'field', autocomplete: 'off', autofocus: true });
  field.ariaLabel = wireWords().echoLine;
  const send = h('button', { class: 'button button--go' }, words.send);
  const bytes = h('button', { class: 'button', type: 'button' }, wireWords().sendBytes);
  const ping = h('button', { class: 'button', type: 'button' }, wireWords().ping);
  const hint = h('p', { class: 'echo__hint', id: 'echo-ping' }, wireWords().pingHint);
  ping.setAttribute('aria-describedby', hint.id);
  const row = h('div', { class: 'echo__row' }, field, send, bytes, ping);
  const form = h('form', { class: 'echo__form' }, row, hint);

  const take = (how: (text: string) => void): void => {
    how(field.value);
    field.value = '';
    field.focus();
  };
  const submitted = (event: Event): void => {
    event.preventDefault();
    if (!send.disabled) take((text) => socket.send(text));
  };
  form.addEventListener('submit', submitted, { signal });
  bytes.addEventListener('click', () => take((text) => socket.sendBytes(text)), { signal });
  ping.addEventListener('click', () => socket.send('ping'), { signal });
  return { form, field, buttons: [send, bytes, ping] };
}

/** Lines have no ids: numbers each object. */
function keyOf(): (line: EchoLine) => string {
  const keys = new WeakMap<EchoLine, string>();
  let count = 0;
  return (line) => {
    const key = keys.get(line) ?? String(count++);
    keys.set(line, key);
    return key;
  };
}

function lineOf({ is, text, roundTrip }: EchoLine): Entry<EchoLine> {
  const sign = { sent: '↑', received: '↓', event: '·' }[is];
  const time =
    roundTrip === undefined
      ? undefined
      : h('span', { class: 'echo__time' }, milliseconds(roundTrip));
  const content = h('span', { class: 'echo__text' }, text);
  return {
    root: h('li', { class: 'echo__line', 'data-is': is }, sign, content, time),
    show: () => {},
  };
}
