import { h } from '../dom/h.ts';
import { wireWords } from '../words/wire-words.ts';
import { words } from '../words/words.ts';

/** A WebSocket by hand, to see what is sent and what comes back. */
export function echo(signal: AbortSignal): HTMLDialogElement {
  const lines = h('pre', { class: 'echo__lines', role: 'log', tabindex: '0' });
  lines.ariaLabel = wireWords().frames;
  const field = h('input', {
    class: 'field',
    autocomplete: 'off',
    'aria-label': wireWords().echoLine,
  });
  const send = h('button', { class: 'button button--go' }, words.send);
  const close = h('button', { class: 'button', type: 'button' }, wireWords().close);
  const form = h('form', { class: 'echo__form' }, field, send);
  const root = h('dialog', { class: 'dialog', closedby: 'any' }, ...heading(), lines, form);
  root.ariaLabel = wireWords().echoTitle;
  root.append(h('div', { class: 'dialog__buttons' }, close));

  let socket: WebSocket | undefined;
  const note = (line: string): void => {
    lines.append(`${line}\n`);
    lines.scrollTop = lines.scrollHeight;
  };
  const say = (event: Event): void => {
    event.preventDefault();
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(field.value);
    note(`↑ ${field.value}`);
    field.value = '';
  };
  const toggled = (): void => {
    if (!root.open) socket?.close();
    else if (socket?.readyState !== WebSocket.OPEN) socket = connect(note);
  };
  form.addEventListener('submit', say, { signal });
  close.addEventListener('click', () => root.close(), { signal });
  root.addEventListener('toggle', toggled, { signal });
  return root;
}

/** All that a WebSocket needs: an address, and four handlers. */
function connect(note: (line: string) => void): WebSocket {
  const socket = new WebSocket('/echo');
  socket.onopen = () => note('· onopen');
  socket.onmessage = (event) => note(`↓ ${event.data}`);
  socket.onclose = (event) => note(`· onclose ${event.code}`);
  socket.onerror = () => note('· onerror');
  return socket;
}

function heading(): HTMLElement[] {
  return [
    h('h2', { class: 'dialog__title' }, wireWords().echoTitle),
    h('p', { class: 'dialog__hint' }, wireWords().echoHint),
  ];
}
