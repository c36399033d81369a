import assert from 'node:assert/strict';
import test from 'node:test';
import { refusal, type RefusalCode } from '../../protocol/refusals.ts';
import { Outbox } from './outbox.ts';
import { ManualClock } from '../test-support/test-kit.ts';

test('sends one change at a time, in the order written', () => {
  const { outbox, trace, write } = opened();
  write('a', 'b', 'c');
  outbox.answered({ type: 'ack', id: 'a', rev: 1 });
  outbox.answered({ type: 'refused', id: 'b', ...refusal('unknown_room') });
  outbox.answered({ type: 'ack', id: 'c', rev: 2 });
  assert.deepEqual(trace, ['0 sends a', '0 sends b', '0 sends c']);
});

test('sends nothing before the connection is open, and sends again what a cut left unanswered', () => {
  const { outbox, trace, write } = closed();
  write('a', 'b');
  trace.push('opened');
  outbox.opened();
  outbox.closed();
  write('c');
  trace.push('opened');
  outbox.opened();
  for (const id of ['a', 'b', 'c']) outbox.answered({ type: 'ack', id, rev: 1 });
  assert.deepEqual(trace, ['opened', '0 sends a', 'opened', '0 sends a', '0 sends b', '0 sends c']);
});

test('sends a rate-limited change again after the wait, and nothing before it', () => {
  const { outbox, trace, write, clock } = opened();
  write('a');
  outbox.answered({ type: 'refused', id: 'a', ...refusal('rate_limited', { retryAfter: 2 }) });
  write('b');
  clock.pass(1_999);
  trace.push('1999 ms later');
  clock.pass(1);
  outbox.answered({ type: 'ack', id: 'a', rev: 1 });
  assert.deepEqual(trace, ['0 sends a', '1999 ms later', '2000 sends a', '2000 sends b']);
});

test('a cut ends the wait: a new connection has its own rate limit', () => {
  const { outbox, trace, write, clock } = opened();
  const tooFast = {
    type: 'refused',
    id: 'a',
    ...refusal('rate_limited', { retryAfter: 60 }),
  } as const;
  write('a');
  outbox.answered(tooFast);
  outbox.closed();
  clock.pass(1_000);
  outbox.opened();
  outbox.answered(tooFast);
  clock.pass(60_000);
  assert.deepEqual(trace, ['0 sends a', '1000 sends a', '61000 sends a']);
});

test('keeps the wait when other answers come', () => {
  const { outbox, trace, write, clock } = opened();
  const busy = {
    ...refusal('internal_error', { retryAfter: 5 }),
    code: 'unavailable' as RefusalCode,
  };
  write('a');
  outbox.answered({ type: 'refused', id: 'a', ...busy });
  clock.pass(3_000);
  outbox.answered({ type: 'refused', id: 'a', ...busy });
  clock.pass(5_000);
  assert.deepEqual(trace, ['0 sends a', '8000 sends a']);
});

test('sends an unanswered change again every ten seconds', () => {
  const { outbox, trace, write, clock } = opened();
  write('a', 'b');
  clock.pass(25_000);
  outbox.answered({ type: 'ack', id: 'a', rev: 1 });
  outbox.answered({ type: 'ack', id: 'a', rev: 1 });
  clock.pass(9_999);
  outbox.answered({ type: 'ack', id: 'b', rev: 2 });
  clock.pass(60_000);
  assert.deepEqual(trace, ['0 sends a', '10000 sends a', '20000 sends a', '25000 sends b']);
});

test('measures no round trip for a change that was sent twice', () => {
  const { outbox, write, clock } = opened();
  write('a', 'b');
  clock.pass(10_020);
  assert.equal(outbox.answered({ type: 'ack', id: 'a', rev: 1 }), undefined);
  clock.pass(20);
  assert.equal(outbox.answered({ type: 'ack', id: 'b', rev: 2 }), 20);
});

test('measures no round trip while nothing is sent', () => {
  const { outbox, write, clock } = opened();
  write('a');
  outbox.answered({ type: 'refused', id: 'a', ...refusal('rate_limited', { retryAfter: 5 }) });
  clock.pass(100);
  assert.equal(outbox.answered({ type: 'ack', id: 'a', rev: 1 }), undefined);
});

test('a wall clock set back affects neither round trips nor retries', () => {
  const { outbox, trace, write, clock } = opened();
  clock.set(1_800_000_000_000);
  write('a');
  clock.pass(30);
  clock.set(clock.now() - 86_400_000);
  assert.equal(outbox.answered({ type: 'ack', id: 'a', rev: 1 }), 30);
  write('b');
  clock.pass(10_000);
  assert.deepEqual(
    trace.map((line) => line.slice(-1)),
    ['a', 'b', 'b'],
  );
});

test('ignores answers to other commands and to changes that are not sent yet', () => {
  const { outbox, trace, write } = opened();
  write('a', 'b');
  const others = [undefined, 'presence', 'b'].map((id) =>
    outbox.answered({ type: 'refused', ...(id && { id }), ...refusal('invalid_field') }),
  );
  assert.deepEqual(others, [undefined, undefined, undefined]);
  assert.deepEqual(trace, ['0 sends a']);
});

test('resolves with the final answer, and returns its round-trip time', async () => {
  const { outbox, clock } = opened();
  const answer = outbox.add({ type: 'delete', id: 'a', message: 'm' });
  outbox.answered({ type: 'refused', id: 'a', ...refusal('rate_limited', { retryAfter: 1 }) });
  clock.pass(1_000 + 30);
  assert.equal(outbox.answered({ type: 'ack', id: 'a', rev: 3 }), 30);
  assert.deepEqual(await answer, { type: 'ack', id: 'a', rev: 3 });
});

for (const code of [1003, 1007, 1008, 1009]) {
  test(`gives up only the change that closed the connection twice with ${code}`, async () => {
    const { outbox, trace, write, given } = opened();
    const answer = outbox.add({ type: 'delete', id: 'a', message: 'm' });
    write('b');
    outbox.closed(code);
    outbox.opened();
    outbox.closed(code);
    outbox.opened();
    const reason = refusal(code === 1009 ? 'too_large' : 'given_up');
    assert.deepEqual(given, [{ type: 'refused', id: 'a', ...reason }]);
    assert.deepEqual(trace, ['0 sends a', '0 sends a', '0 sends b']);
    assert.deepEqual(await answer, given[0]);
  });
}

test('does not blame a change for other close codes, or between two tries', () => {
  const { outbox, trace, write, clock, given } = opened();
  write('a');
  for (const code of [1000, 1001, 1006, 1011, 1012, 1013, undefined]) {
    outbox.closed(code);
    outbox.opened();
  }
  const tooFast = refusal('rate_limited', { retryAfter: 5 });
  for (let times = 0; times < 3; times++) {
    outbox.answered({ type: 'refused', id: 'a', ...tooFast });
    outbox.closed(1008);
    outbox.closed(1008);
    clock.pass(1_000);
    outbox.opened();
  }
  assert.deepEqual(given, []);
  assert.equal(trace.length, 11);
});

test('after 21 days sends a change, then gives it up unless it is a message', async () => {
  const { outbox, trace, write, clock, given } = opened();
  const longest = 21 * 24 * 60 * 60 * 1_000;
  clock.set(longest + 1);
  const add = (id: string, at: number) => outbox.add({ type: 'delete', id, message: 'm' }, at);
  const [late] = [add('late', 0), add('in-time', 1)];
  const refused = { type: 'refused', id: 'late', ...refusal('expired') };
  assert.deepEqual(given, [refused]);
  assert.deepEqual(await late, refused);
  outbox.answered({ type: 'ack', id: 'in-time', rev: 1 });
  clock.set(2 * longest);
  void outbox.add({ type: 'post', id: 'post', room: 'general', text: 'x' }, 0);
  write('b');
  outbox.answered({ type: 'ack', id: 'post', rev: 2 });
  assert.deepEqual(
    trace.map((line) => line.split(' ')[2]),
    ['in-time', 'post', 'b'],
  );
});

test('resolves forgotten changes, and sends the next ones at once', async () => {
  const { outbox, trace, write, clock, given } = opened();
  const answers = ['a', 'b'].map((id) => outbox.add({ type: 'delete', id, message: 'm' }));
  clock.pass(3_000);
  outbox.forget();
  write('c');
  clock.pass(10_000);
  assert.equal(outbox.answered({ type: 'ack', id: 'a', rev: 1 }), undefined);
  const forgotten = { type: 'refused', ...refusal('forgotten') };
  assert.deepEqual(given, [
    { ...forgotten, id: 'a' },
    { ...forgotten, id: 'b' },
  ]);
  assert.deepEqual(await Promise.all(answers), given);
  assert.deepEqual(trace, ['0 sends a', '3000 sends c', '13000 sends c']);
});

interface Written {
  outbox: Outbox;
  clock: ManualClock;
  trace: string[];
  /** What was given up by the outbox. */
  given: object[];
  write: (...ids: string[]) => void;
}

function opened(): Written {
  const written = closed();
  written.outbox.opened();
  return written;
}

function closed(): Written {
  const clock = new ManualClock();
  const trace: string[] = [];
  const given: object[] = [];
  const outbox = new Outbox(
    ({ id }) => trace.push(`${clock.now()} sends ${id}`),
    (refused) => given.push(refused),
    clock,
  );
  const write = (...ids: string[]): void => {
    for (const id of ids) void outbox.add({ type: 'post', id, room: 'general', text: id });
  };
  return { outbox, clock, trace, given, write };
}
