import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import test from 'node:test';
import { commands } from '../../../protocol/commands.ts';
import { limits } from '../../../protocol/limits.ts';
import { decode, parse } from '../../sessions/decode.ts';
import { startServer } from '../../test-support/running/test-server.ts';

/** Milliseconds for which one request may block the event loop, including the test's client. */
const dear = 5;
const tries = 50;

/** Text that is costly to normalize, to fold, to split, to match, to count or to escape. */
const alphabets: Record<string, string> = {
  'marks in the wrong order': '\u0301\u0316',
  'letters of many letters': '\uFDFA',
  'jamo to compose': '\u1100\u1161\u11A8',
  'emoji that are joined': '👩\u200D',
  'letters of flags': '🇫',
  spaces: ' \u00A0',
  'words of one letter': 'a ',
  'parts of a name': 'a-',
  brackets: '[]:',
  'what is not seen': '\u0000\u200B',
  'halves of characters': '\uD800',
};

const names = ['name', 'room', 'text', 'emoji', 'game', 'to', 'topic', 'id', 'message', 'epoch'];
const good: Record<string, unknown> = {
  ...Object.fromEntries(names.map((name) => [name, 'message-1'])),
  room: 'general',
  emoji: '👍',
  on: true,
  seq: 1,
  ply: 0,
  move: 0,
  away: false,
  rooms: {},
};

test('no field of 64 KB in a command is costly, whatever its content', async () => {
  for (const [type, schema] of Object.entries(commands)) {
    for (const field of Object.keys(schema.properties)) {
      await eachAlphabet(`${type} ${field}`, (long) => {
        const value = field === 'rooms' ? { [long]: 1 } : long;
        const frame = JSON.stringify({ ...good, type, [field]: value });
        assert.notEqual(decode(parse(frame)).refusal, undefined);
      });
    }
  }
});

test('no line of 64 KB is costly, whatever its content', async (t) => {
  const server = await startServer(t);
  const plain = await server.plain();
  await plain.rest();
  const commands = ['name', 'join', 'morpion', 'play', 'accept', 'dance', ''].map(
    (word) => `/${word}`,
  );
  const begins = [...commands.map((word) => `${word} `), ...commands, '', '/', '[', '[Toto]: '];
  for (const begin of begins) {
    await eachAlphabet(JSON.stringify(begin), async (long) => {
      plain.sendText(`${begin}${long}${begin === '[' ? ']: y' : ''}`);
      const [answer = ''] = await plain.next();
      assert.ok(answer.length < 100, `${answer.length} characters`);
    });
  }
});

test('no body, path or header is costly, whatever its content', async (t) => {
  const server = await startServer(t);
  const { token } = await server.signIn('Toto');
  const headers = { authorization: `Bearer ${token}` };
  await eachAlphabet('the name of a session', async (name) => {
    const options = { method: 'POST', body: { name } };
    const { status } = await server.request('/api/session', options);
    assert.equal(status, 400);
  });
  const paths: ((long: string) => string)[] = [
    (long) => `/${long}`,
    (long) => `/api/rooms/${long}/messages`,
    (long) => `/api/rooms/${long}/changes`,
    (long) => `/api/rooms/general/changes?epoch=${long}`,
    (long) => `/api/rooms/general/messages?before=${long}`,
    (long) => `/ws?room=${long}`,
    (long) => `/api/connections/${long}/frames`,
  ];
  for (const path of paths) {
    await eachAlphabet(path('…'), async (long) => {
      const { status } = await server.request(path(addressOf(long)), { headers });
      assert.ok([200, 400, 404].includes(status), `${status}`);
    });
  }
  for (const header of ['host', 'origin', 'authorization', 'cookie', 'last-event-id', 'accept']) {
    await eachAlphabet(header, async (long) => {
      const value = { [header]: addressOf(long) };
      const { status } = await server.request('/api/rooms/general/changes', { headers: value });
      assert.ok([400, 401, 403, 421].includes(status), `${status}`);
    });
  }
});

/** The shortest of several measurements: other load only adds to it. */
async function eachAlphabet(what: string, act: (long: string) => unknown): Promise<void> {
  for (const [name, letters] of Object.entries(alphabets)) {
    const long = longest(letters);
    let cost = Infinity;
    for (let times = 0; times < tries && cost >= dear; times++) {
      const before = performance.eventLoopUtilization();
      await act(long);
      cost = Math.min(cost, performance.eventLoopUtilization(before).active);
    }
    assert.ok(cost < dear, `${what} of ${name}: ${cost} ms`);
  }
}

/** As much of the text as fits into a frame with the rest of a command, as JSON. */
function longest(letters: string): string {
  const bytes = Buffer.byteLength(JSON.stringify(letters)) - 2;
  return letters.repeat(Math.floor((limits.frame - 1_000) / bytes));
}

/** As much of the text as a path or a header may contain. */
function addressOf(long: string): string {
  const letters = encodeURIComponent(long.slice(0, 6).toWellFormed());
  return letters.repeat(Math.floor(14_000 / letters.length));
}
