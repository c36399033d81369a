import assert from 'node:assert/strict';
import test from 'node:test';
import { openHttp } from './http-transport.ts';
import { ScriptedHttpServer } from '../test-support/test-http.ts';
import type { Ending } from './transport.ts';

const timeout = 5_000;

for (const status of [429, 503]) {
  test(
    `takes the retry-after of a response ${status}, before and after opening`,
    { timeout },
    async (t) => {
      const server = await ScriptedHttpServer.start();
      t.after(() => server.close());
      const endings: (number | undefined)[][] = [];
      for (const isOpen of [false, true]) {
        const transport = openHttp({ server: server.url, transport: 'stream' });
        const ended = new Promise<Ending>((resolve) => (transport.onclose = resolve));
        const opening = await server.expect('POST /api/connections');
        if (isOpen) opening.response.writeHead(201).end('{"connection":"c/1"}');
        const refused = isOpen ? await server.next() : opening;
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
