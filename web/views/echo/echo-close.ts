import { h } from '../../dom/h.ts';
import type { EchoSocket } from '../../wire/echo-socket.ts';
import { wireWords } from '../../words/wire-words.ts';
import { fault } from '../parts/fault.ts';

/** A form that closes the socket with a code and a reason, and opens it again. */
export function echoClose(
  socket: EchoSocket,
  opened: () => void,
  signal: AbortSignal,
): HTMLElement {
  const { code, reason, labels } = fields();
  const button = h('button', { class: 'button' });
  const { root: line, show: showFault } = fault();
  const form = h('form', { class: 'echo__end', novalidate: true }, ...labels, button, line);

  const submitted = (event: Event): void => {
    event.preventDefault();
    showFault('');
    if (socket.store.get().readyState === 'CLOSED') {
      socket.open();
      return opened();
    }
    const number = code.value === '' ? undefined : Number(code.value);
    const isAccepted = socket.close(number, number === undefined ? undefined : reason.value);
    if (!isAccepted) showFault(wireWords().closeRule);
  };
  form.addEventListener('submit', submitted, { signal });
  socket.store.watch(
    ({ readyState }) => readyState,
    (readyState) => {
      const isClosed = readyState === 'CLOSED';
      button.textContent = isClosed ? wireWords().openSocket : wireWords().closeSocket;
      button.classList.toggle('button--go', isClosed);
    },
    signal,
  );
  return form;
}

function fields() {
  const code = h('input', { class: 'field', type: 'number', value: '1000' });
  const reason = h('input', { class: 'field', autocomplete: 'off' });
  const labels = [
    h('label', { class: 'label echo__code' }, wireWords().closeCode, code),
    h('label', { class: 'label echo__reason' }, wireWords().closeReason, reason),
  ];
  return { code, reason, labels };
}
