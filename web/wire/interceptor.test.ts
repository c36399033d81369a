import assert from 'node:assert/strict';
import test from 'node:test';
import { FakeTransport } from '../../client/test-support/test-kit.ts';
import { Interceptor, type Passing } from './interceptor.ts';

test('passes everything unchanged by default', () => {
  const { inner, outer, trace } = intercepted();
  inner.onopen?.();
  inner.receives('welcome');
  outer.send('1');
  inner.receives('2');
  inner.onerror?.();
  inner.ends(1012);
  assert.deepEqual(trace, [
    'opens',
    'receives welcome',
    'sends 1',
    'receives 2',
    'fails',
    'ends 1012',
  ]);
});

test('a held frame passes when and as often as `pass` is called; the first received one is not held', () => {
  const { inner, outer, trace, interceptor } = intercepted();
  const held: Passing[] = [];
  interceptor.intercept = (passing) => void held.push(passing);
  inner.receives('welcome');
  outer.send('1');
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
  assert.deepEqual(trace, ['receives welcome', 'receives 2', 'receives 2', 'sends 1', 'sends 1']);
});

for (const end of ['closed', 'lost'] as const) {
  test(`a held frame does not pass after the end of its connection: ${end}`, () => {
    const { inner, outer, trace, interceptor } = intercepted();
    const held: Passing[] = [];
    interceptor.intercept = (passing) => void held.push(passing);
    inner.receives('welcome');
    outer.send('1');
    inner.receives('2');
    if (end === 'closed') outer.close(1000);
    else inner.ends(1006);
    assert.deepEqual(
      held.map(({ pass }) => pass()),
      [false, false],
    );
    const last = end === 'closed' ? 'closes 1000' : 'ends 1006';
    assert.deepEqual(trace, ['receives welcome', last]);
  });
}

/** A stream through an interceptor, and a trace of what happens at both ends. */
function intercepted() {
  const trace: string[] = [];
  const inner = new FakeTransport((what) => trace.push(what));
  const interceptor = new Interceptor();
  const outer = interceptor.wrap(() => inner)('stream', () => {});
  outer.onopen = () => trace.push('opens');
  outer.onmessage = ({ data }) => trace.push(`receives ${data}`);
  outer.onclose = ({ code }) => trace.push(`ends ${code}`);
  outer.onerror = () => trace.push('fails');
  trace.length = 0;
  return { inner, outer, trace, interceptor };
}
