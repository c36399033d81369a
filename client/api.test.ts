import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { refusal } from '../protocol/refusals.ts';
import { Api, RefusedError } from './api.ts';
import { Answers } from './test-support/test-http.ts';
import { Truth, zoe } from './test-support/test-kit.ts';

const timeout = 5_000;

test('the changes of a room come with what it took to ask', { timeout }, async (t) => {
  const { answers, api } = await started(t);
  const asked = api.changes('thé', 2);
  const { response } = await answers.takes('GET /api/rooms/th%C3%A9/changes?after=2&wait=0');
  const text = JSON.stringify(truth.changes(2, 3));
  response.writeHead(200, { 'request-bytes': 234 }).end(text);
  const { changes, cost } = await asked;
  assert.deepEqual(changes, truth.changes(2, 3));
  assert.deepEqual([cost.requests, cost.up], [1, 234]);
  const head = cost.down - text.length;
  assert.ok(head > 100 && head < 400, `${head} bytes of headers`);
});

test(
  'a refusal is thrown, and whatever else answers for the server is one too',
  { timeout },
  async (t) => {
    const { answers, api } = await started(t);
    const codes: (string | undefined)[] = [];
    for (const body of [JSON.stringify(refusal('unknown_room')), '<p>Bad gateway</p>', 'null']) {
      const refused = api.history('tea', 1).catch((error: unknown) => error);
      (await answers.next()).response.writeHead(502).end(body);
      const error = await refused;
      codes.push(error instanceof RefusedError ? error.refusal.code : undefined);
    }
    assert.deepEqual(codes, ['unknown_room', 'internal_error', 'internal_error']);
  },
);

test(
  'an answer that does not come is not waited for, except as long as was asked',
  { timeout },
  async (t) => {
    const { answers, api } = await started(t, 50);
    await assert.rejects(api.history('tea', 1), { name: 'TimeoutError' });
    const asked = api.changes('tea', 2, 3);
    // On a busy machine the first question was given up before it went.
    let next = await answers.next();
    if (next.asked === 'GET /api/rooms/tea/messages?before=1') next = await answers.next();
    assert.equal(next.asked, 'GET /api/rooms/tea/changes?after=2&wait=3');
    const { response } = next;
    setTimeout(() => response.end(JSON.stringify(truth.changes(2, 3))), 100);
    assert.deepEqual((await asked).changes, truth.changes(2, 3));
  },
);

async function started(t: TestContext, patience?: number): Promise<{ answers: Answers; api: Api }> {
  const answers = await Answers.start();
  t.after(() => answers.close());
  return { answers, api: new Api(answers.url, undefined, patience) };
}

const truth = new Truth(Array.from({ length: 3 }, () => ({ does: 'post', by: zoe, at: 0 })));
