import assert from 'node:assert/strict';
import test from 'node:test';
import type { Causette } from './causette.ts';
import { events, Spoken } from './languages.ts';
import { lagsAbove } from './lagging.ts';
import { Session } from './session.ts';
import { toto } from './store/testing.ts';
import { HandClock } from './testing-clock.ts';
import { End } from './testing-end.ts';

test('signs are dropped for whom too much waits for, and for nobody else', () => {
  const heard: string[] = [];
  const end = new End(events, (bytes) => void heard.push(bytes.toString()));
  const causette = { clock: new HandClock() } as unknown as Causette;
  const session = new Session(
    causette,
    end.outlet,
    { person: toto, hash: 'hash', address: '::1' },
    events,
  );
  const sign = new Spoken({ type: 'typing', room: 'general', people: [] });
  end.waiting = lagsAbove + 1;
  assert.deepEqual([session.show(sign), heard], [false, []]);
  end.waiting = lagsAbove;
  assert.equal(session.show(sign), true);
  assert.deepEqual(heard, ['data: {"type":"typing","room":"general","people":[]}\n\n']);
});
