import assert from 'node:assert/strict';
import test from 'node:test';
import { EchoSocket, type Socket } from './echo-socket.ts';

test('records answers with their round trips, in the order of sending', () => {
  const { echo, socket, passes, seen } = startEcho();
  echo.open();
  socket().opens();
  socket().receives('Welcome');
  echo.send('one');
  passes(3);
  echo.send('');
  passes(4);
  socket().receives('You said: one');
  socket().receives('You said: ');
  assert.deepEqual(seen(), [
    "event new WebSocket('/echo')",
    'event onopen',
    'received Welcome',
    'sent one',
    'sent ',
    'received You said: one (7)',
    'received You said:  (4)',
  ]);
});

test('sends bytes as a binary frame and shows them in hexadecimal', () => {
  const { echo, socket, seen } = startEcho();
  echo.open();
  socket().opens();
  echo.sendBytes('hé');
  socket().receives(new Uint8Array([0x68, 0xc3, 0xa9]).buffer);
  assert.deepEqual(socket().sent, [new Uint8Array([0x68, 0xc3, 0xa9])]);
  assert.deepEqual(seen().slice(2), ['sent [68 c3 a9]', 'received [68 c3 a9] (0)']);
});

test('closes with a code and a reason, and opens again', () => {
  const { echo, socket, seen, states } = startEcho();
  echo.open();
  socket().opens();
  assert.equal(echo.close(4000, 'enough'), true);
  echo.open();
  echo.send('too late');
  socket().ends(4000, 'enough');
  echo.open();
  socket().opens();
  assert.deepEqual(states, [
    'CLOSED',
    'CONNECTING',
    'OPEN',
    'CLOSING',
    'CLOSED',
    'CONNECTING',
    'OPEN',
  ]);
  assert.deepEqual(seen().slice(2), [
    'event onclose: code 4000, reason "enough", wasClean true',
    "event new WebSocket('/echo')",
    'event onopen',
  ]);
});

test('records a close code that the browser rejects, and stays open', () => {
  const { echo, socket, seen, states } = startEcho();
  echo.open();
  socket().opens();
  assert.equal(echo.close(1001), false);
  assert.deepEqual(seen().slice(2), ['event close(1001): InvalidAccessError']);
  assert.equal(states.at(-1), 'OPEN');
});

test('an unanswered frame of a closed socket gets no round trip from the next one', () => {
  const { echo, socket, seen } = startEcho();
  echo.open();
  socket().opens();
  echo.send('lost');
  socket().ends(1006, '', false);
  echo.open();
  socket().opens();
  socket().receives('Welcome');
  assert.equal(seen().at(-1), 'received Welcome');
});

/** An echo socket whose server is the test. */
function startEcho() {
  let now = 0;
  const sockets: FakeSocket[] = [];
  const open = (): Socket => {
    sockets.push(new FakeSocket());
    return sockets.at(-1)!;
  };
  const echo = new EchoSocket(open, () => now);
  const states: string[] = [];
  echo.store.watch(
    ({ readyState }) => readyState,
    (readyState) => states.push(readyState),
  );
  const seen = (): string[] =>
    echo.store
      .get()
      .lines.map(
        ({ is, text, roundTrip }) =>
          `${is} ${text}${roundTrip === undefined ? '' : ` (${roundTrip})`}`,
      );
  return {
    echo,
    socket: () => sockets.at(-1)!,
    passes: (ms: number) => void (now += ms),
    states,
    seen,
  };
}

class FakeSocket implements Socket {
  binaryType: BinaryType = 'blob';
  readyState: Socket['readyState'] = 0;
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  onerror: Socket['onerror'] = null;
  readonly sent: unknown[] = [];

  send(data: unknown): void {
    this.sent.push(data);
  }

  close(code = 1005): void {
    if (code === 1001) throw new DOMException('', 'InvalidAccessError');
    this.readyState = 2;
  }

  opens(): void {
    this.readyState = 1;
    this.onopen?.call(this as never, new Event('open'));
  }

  receives(data: string | ArrayBuffer): void {
    this.onmessage?.call(this as never, { data } as MessageEvent);
  }

  ends(code: number, reason: string, wasClean = true): void {
    this.readyState = 3;
    this.onclose?.call(this as never, { code, reason, wasClean } as CloseEvent);
  }
}
