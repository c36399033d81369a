import assert from 'node:assert/strict';
import test from 'node:test';
import { json, plainText, type EncodedFrame } from '../transport/codecs.ts';
import type { Sink } from '../transport/sink.ts';
import { SessionRegistry, type Connected } from './session-registry.ts';
import { FakeSubscriber } from '../test-support/doubles/fake-subscriber.ts';

const frame = { type: 'bye', retryAfter: 1 } as const;

test('a person is connected from the first connection to the end of the last', () => {
  const { sessions, connect } = world();
  const [one, other] = [connect('toto'), connect('toto')];
  assert.equal(sessions.has('toto'), false);
  sessions.add(one);
  sessions.add(other);
  sessions.delete(one);
  assert.deepEqual([sessions.has('toto'), sessions.has('ada')], [true, false]);
  sessions.delete(other);
  sessions.delete(other);
  assert.deepEqual([sessions.has('toto'), [...sessions]], [false, []]);
});

test('sends frames to all JSON sessions, or to all sessions of one person', () => {
  const { sessions, connect, sent } = world();
  const all = [connect('toto'), connect('toto'), connect('ada'), connect('guest', false)];
  for (const each of all) sessions.add(each);
  sessions.sendToAll(frame);
  assert.deepEqual(sent.splice(0), ['0 toto', '1 toto', '2 ada']);
  sessions.sendToPerson('toto', frame);
  sessions.sendToPerson('nobody', frame);
  sessions.delete(all[0]!);
  sessions.sendToPerson('toto', frame);
  sessions.sendToAll(frame);
  assert.deepEqual(sent, ['0 toto', '1 toto', '1 toto', '1 toto', '2 ada']);
});

test('ends only the sessions opened with the token', () => {
  const { sessions, connect, ended } = world();
  for (const person of ['toto', 'ada', 'toto']) sessions.add(connect(person));
  sessions.add(connect('guest', false));
  sessions.endAllWith('hash of toto');
  assert.deepEqual(ended, ['0 1008 signed out', '2 1008 signed out']);
});

function world() {
  const [sent, ended] = [[] as string[], [] as string[]];
  let count = 0;
  const connect = (person: string, isJson = true): Connected => {
    const number = count++;
    const codec = isJson ? json : plainText;
    const sink: Sink = new FakeSubscriber(codec, () => {}).sink;
    sink.end = (code, reason) => void ended.push(`${number} ${code} ${reason}`);
    const hash = isJson ? `hash of ${person}` : undefined;
    const sendEncoded = (encoded: EncodedFrame): void => {
      assert.match(encoded.encode(json).toString(), /"type":"bye"/u);
      sent.push(`${number} ${person}`);
    };
    return {
      person: { id: person, name: person },
      hash,
      codec,
      sink,
      ...(isJson && { sendEncoded }),
    };
  };
  return { sessions: new SessionRegistry(), connect, sent, ended };
}
