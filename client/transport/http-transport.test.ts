import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type TestContext } from 'node:test';
import { openHttp, type HttpOptions } from './http-transport.ts';
import type { Cost } from './http.ts';
import {
  Answers,
  listening,
  stream,
  type Listening,
  type Waiting,
} from '../test-support/test-http.ts';
import type { Transport } from './transport.ts';

const timeout = 5_000;

test('a stream carries frames, in whatever pieces they arrive', { timeout }, async (t) => {
  const { answers, heard, trace } = await opened(t);
  const events = ['data: {"text":"é🎉"}\n\n', 'event: ping\ndata:\n\n', 'data: {"n":2}\r\n\r\n'];
  const frames = stream(await answers.takes('GET /api/connections/c%2F1/frames'));
  for (const byte of Buffer.from(events.join(''))) {
    frames.write(Uint8Array.of(byte));
    await turn();
  }
  await heard('{"n":2}');
  assert.deepEqual(trace, ['open', '{"text":"é🎉"}', '{"n":2}']);
});

test('polls follow each other, and each ends with its frames', { timeout }, async (t) => {
  const { answers, heard, trace } = await opened(t, { transport: 'poll' });
  const poll = 'GET /api/connections/c%2F1/frames?wait=25';
  stream(await answers.takes(poll)).end('data: 1\n\ndata: 2\n\n');
  stream(await answers.takes(poll)).end();
  stream(await answers.takes(poll)).end('data: 3\n\n');
  await answers.takes(poll);
  await heard('3');
  assert.deepEqual(trace, ['open', '1', '2', '3']);
});

test(
  'what is sent while a request is on its way goes together in the next',
  { timeout },
  async (t) => {
    const { answers, line } = await opened(t);
    await answers.takes('GET /api/connections/c%2F1/frames');
    for (const command of ['1', '2', '3']) line.send(command);
    const first = await answers.takes('POST /api/connections/c%2F1/commands [1]');
    line.send('4');
    first.response.writeHead(204).end();
    const second = await answers.takes('POST /api/connections/c%2F1/commands [2,3,4]');
    second.response.writeHead(204).end();
    line.send('5');
    await answers.takes('POST /api/connections/c%2F1/commands [5]');
  },
);

test(
  'no request is larger than the server takes, and what does not fit follows',
  { timeout },
  async (t) => {
    const { answers, line } = await opened(t);
    await answers.takes('GET /api/connections/c%2F1/frames');
    const commands = ['0', ...Array.from({ length: 9 }, (_, n) => `"${n}${'é'.repeat(8_000)}"`)];
    for (const command of commands) line.send(command);
    const sizes: number[] = [];
    const arrived: string[] = [];
    while (arrived.length < commands.length) {
      const { asked, response } = await answers.next();
      const body = asked.slice(asked.indexOf('['));
      sizes.push(Buffer.byteLength(body));
      arrived.push(...(JSON.parse(body) as unknown[]).map((each) => JSON.stringify(each)));
      response.writeHead(204).end();
    }
    assert.deepEqual(arrived, commands);
    assert.deepEqual(
      sizes.map((size) => size <= 65_536),
      sizes.map(() => true),
    );
    assert.equal(sizes.length, 4);
  },
);

test(
  'a ping on a stream is answered with no commands, on a poll by the next one',
  { timeout },
  async (t) => {
    const polling = await opened(t, { transport: 'poll' });
    stream(await polling.answers.next()).end('event: ping\ndata:\n\n');
    await polling.answers.takes('GET /api/connections/c%2F1/frames?wait=25');
    const { answers } = await opened(t);
    stream(await answers.next()).write('event: ping\ndata: \n\n');
    await answers.takes('POST /api/connections/c%2F1/commands []');
  },
);

test('the server closes with a code and a reason', { timeout }, async (t) => {
  const { answers, heard, trace } = await opened(t);
  const frames = stream(await answers.next());
  frames.end('event: close\ndata: {"code":1012,"reason":"restart"}\n\ndata: 1\n\n');
  await heard('close 1012 restart clean');
  await turn();
  assert.deepEqual(trace, ['open', 'close 1012 restart clean']);
});

const failures: Record<string, (asked: Waiting) => void> = {
  'a stream that ends': (asked) => stream(asked).end('data: 1'),
  'a stream that breaks off': (asked) => stream(asked).destroy(),
  'a connection that is unknown': ({ response }) => response.writeHead(404).end('{}'),
  'a page of something in between': ({ response }) => response.end('<p>Welcome to the hotel</p>'),
};

for (const [name, fails] of Object.entries(failures)) {
  test(`${name} is a lost line`, { timeout }, async (t) => {
    const { answers, heard, trace } = await opened(t);
    fails(await answers.next());
    await heard('close 1006');
    assert.deepEqual(trace, ['open', 'error', 'close 1006']);
  });
}

const refusals = {
  500: 'close 1006',
  400: 'close 1007 HTTP 400 clean',
  413: 'close 1009 HTTP 413 clean',
};

for (const [status, ending] of Object.entries(refusals)) {
  test(
    `commands that are answered with ${status} end the line: ${ending}`,
    { timeout },
    async (t) => {
      const { answers, heard, line, trace } = await opened(t);
      const { left } = await answers.next();
      line.send('1');
      (await answers.next()).response.writeHead(Number(status)).end('{}');
      await heard(ending);
      await left;
      assert.deepEqual(trace, ['open', 'error', ending]);
    },
  );
}

test('where nothing listens the line is lost before it opens', { timeout }, async (t) => {
  const { answers, options } = await started(t);
  answers.close();
  const { heard, trace } = listening(openHttp(options));
  await heard('close 1006');
  assert.deepEqual(trace, ['error', 'close 1006']);
});

test(
  'whoever closes lets go of everything, says so, and hears nothing more',
  { timeout },
  async (t) => {
    const { answers, heard, line, trace } = await opened(t);
    const asked = await answers.next();
    stream(asked).write('data: 1\n\n');
    await heard('1');
    line.send('{}');
    const posted = await answers.next();
    line.close();
    line.close();
    asked.response.write('data: 2\n\n');
    await Promise.all([asked.left, posted.left]);
    (await answers.takes('DELETE /api/connections/c%2F1')).response.writeHead(204).end();
    assert.deepEqual(trace, ['open', '1']);
  },
);

test('a line that is closed before it opens never does', { timeout }, async (t) => {
  const { answers, options } = await started(t);
  const line = openHttp(options);
  const { trace } = listening(line);
  const { left } = await answers.takes('POST /api/connections');
  line.close();
  await left;
  await turn();
  assert.deepEqual(trace, []);
});

test('a program gives its token with every request', { timeout }, async (t) => {
  const { answers, options } = await started(t);
  const line = openHttp({ ...options, token: 'secret' });
  const begun = await answers.next();
  begun.response.writeHead(201).end('{"connection":"1"}');
  const asked = await answers.next();
  line.close();
  assert.deepEqual([begun.token, asked.token], ['Bearer secret', 'Bearer secret']);
});

test('what every exchange takes is counted, as the server read it', { timeout }, async (t) => {
  const costs: Cost[] = [];
  const { answers, heard, line } = await opened(t, { spent: (cost) => costs.push(cost) });
  const frames = await answers.next();
  frames.response.writeHead(200, { 'content-type': 'text/event-stream', 'request-bytes': 300 });
  frames.response.write('data: 12345\n\n');
  await heard('12345');
  line.send('1');
  (await answers.next()).response.writeHead(204, { 'request-bytes': 321 }).end();
  line.send('2');
  await answers.next();
  const nothing = [0, 0];
  const requests = costs.map((cost) => [cost.requests, cost.up]);
  const [opens, body, reads, read, posts] = requests;
  assert.deepEqual([opens, body], [[1, 0], nothing]);
  assert.deepEqual([reads, read, posts], [[1, 300], nothing, [1, 321]]);
  const [, created, head, piece] = costs.map(({ down }) => down);
  assert.deepEqual([created, piece], ['{"connection":"c/1"}'.length, 'data: 12345\n\n'.length]);
  assert.ok(head! > 100 && head! < 400, `${head} bytes of headers`);
});

interface Started {
  answers: Answers;
  options: HttpOptions;
}

async function started(t: TestContext, options: Partial<HttpOptions> = {}): Promise<Started> {
  const answers = await Answers.start();
  t.after(() => answers.close());
  return { answers, options: { server: answers.url, transport: 'stream', ...options } };
}

/** A line whose connection the server has made. */
async function opened(
  t: TestContext,
  given: Partial<HttpOptions> = {},
): Promise<Started & Listening & { line: Transport }> {
  const { answers, options } = await started(t, given);
  const line = openHttp(options);
  t.after(() => line.close());
  const listener = listening(line);
  const { response } = await answers.takes('POST /api/connections');
  response.writeHead(201, { 'content-type': 'application/json' }).end('{"connection":"c/1"}');
  await listener.heard('open');
  return { answers, options, line, ...listener };
}
