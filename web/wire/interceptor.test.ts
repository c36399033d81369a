import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeTransport } from '../../client/test-support/test-kit.ts';
import { Interceptor, type Passing } from './interceptor.ts';

test('everything passes as it is while nobody intercepts', () => {
  const { inner, line, trace } = intercepted();
  inner.onopen?.();
  inner.receives('welcome');
  line.send('1');
  inner.receives('2');
  inner.onerror?.();
  inner.ends(1012);
  assert.deepEqual(trace, ['opens', 'hears welcome', 'sends 1', 'hears 2', 'fails', 'ends 1012']);
});

test('a frame passes when and as often as whoever intercepts lets it, but for the first that comes', () => {
  const { inner, line, trace, interceptor } = intercepted();
  const held: Passing[] = [];
  interceptor.intercept = (passing) => void held.push(passing);
  inner.receives('welcome');
  line.send('1');
  inner.receives('2');
  assert.deepEqual(
    held.map(({ direction, text, by }) => [direction, text, by]),
    [
      ['sent', '1', 'stream'],
      ['received', '2', 'stream'],
    ],
  );
  const passed = held.toReversed().map(({ pass }) => [pass(), pass()]);
  assert.deepEqual(passed, [
    [true, true],
    [true, true],
  ]);
  assert.deepEqual(trace, ['hears welcome', 'hears 2', 'hears 2', 'sends 1', 'sends 1']);
});

for (const end of ['closed', 'lost'] as const) {
  test(`what is held for longer than its line lives does not pass: ${end}`, () => {
    const { inner, line, trace, interceptor } = intercepted();
    const held: Passing[] = [];
    interceptor.intercept = (passing) => void held.push(passing);
    inner.receives('welcome');
    line.send('1');
    inner.receives('2');
    if (end === 'closed') line.close(1000);
    else inner.ends(1006);
    assert.deepEqual(
      held.map(({ pass }) => pass()),
      [false, false],
    );
    const last = end === 'closed' ? 'closes 1000' : 'ends 1006';
    assert.deepEqual(trace, ['hears welcome', last]);
  });
}

/** A stream that goes through an interceptor, and what happens at either end of it. */
function intercepted() {
  const trace: string[] = [];
  const inner = new FakeTransport((what) => trace.push(what));
  const interceptor = new Interceptor();
  const line = interceptor.through(() => inner)('stream', () => {});
  line.onopen = () => trace.push('opens');
  line.onmessage = ({ data }) => trace.push(`hears ${data}`);
  line.onclose = ({ code }) => trace.push(`ends ${code}`);
  line.onerror = () => trace.push('fails');
  trace.length = 0;
  return { inner, line, trace, interceptor };
}
