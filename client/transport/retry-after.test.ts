import assert from 'node:assert/strict';
import test from 'node:test';
import { openHttp } from './http-transport.ts';
import { Answers } from '../test-support/test-http.ts';
import type { Ending } from './transport.ts';

const timeout = 5_000;

for (const status of [429, 503]) {
  test(
    `an answer ${status} says after how long to come back, before and after opening`,
    { timeout },
    async (t) => {
      const answers = await Answers.start();
      t.after(() => answers.close());
      const endings: (number | undefined)[][] = [];
      for (const isOpen of [false, true]) {
        const line = openHttp({ server: answers.url, transport: 'stream' });
        const ended = new Promise<Ending>((resolve) => (line.onclose = resolve));
        const opening = await answers.takes('POST /api/connections');
        if (isOpen) opening.response.writeHead(201).end('{"connection":"c/1"}');
        const refused = isOpen ? await answers.next() : opening;
        refused.response.writeHead(status, { 'retry-after': '57' }).end();
        const { code, retryAfter } = await ended;
        endings.push([code, retryAfter]);
      }
      assert.deepEqual(endings, [
        [1013, 57_000],
        [1013, 57_000],
      ]);
    },
  );
}
