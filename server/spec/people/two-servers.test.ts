import assert from 'node:assert/strict';
import test from 'node:test';
import type { SessionMade } from '../../../protocol/http.ts';
import { startTime } from '../../test-support/doubles/manual-clock.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';

const today = startTime / (24 * 60 * 60 * 1_000);

test('one browser is signed in on two ports of one host, as two people', async (t) => {
  const [one, two] = [await startServer(t), await startServer(t)];
  const browser = new Browser();
  const toto = await browser.signsIn(one, 'Toto');
  const tata = await browser.signsIn(two, 'Tata');
  assert.deepEqual([...browser.cookies.keys()], [`causette_${one.port}`, `causette_${two.port}`]);
  assert.deepEqual(await browser.isSignedInAs(one), toto.person);
  assert.deepEqual(await browser.isSignedInAs(two), tata.person);

  await browser.asks(two, 'DELETE', '/api/session');
  assert.deepEqual(await browser.isSignedInAs(one), toto.person);
  assert.equal(await browser.isSignedInAs(two), null);
});

test('the cookie is named after the port of the address and the base path', async (t) => {
  const name = async (basePath: string, host: string) => {
    const server = await startServer(t, { basePath });
    const browser = new Browser();
    await browser.signsIn(server, 'Toto', { host, origin: `http://${host}` });
    return [...browser.cookies.keys()];
  };
  assert.deepEqual(await name('', 'localhost'), ['causette']);
  assert.deepEqual(await name('', '[::1]:8080'), ['causette_8080']);
  assert.deepEqual(await name('/chat', 'localhost'), ['causette_chat']);
  assert.deepEqual(await name('/a/b', 'localhost:8080'), ['causette_8080_a_b']);
});

test('a cookie with the name of version 0.1 is accepted, and renewed under the new name', async (t) => {
  const server = await startServer(t);
  const { person, token } = await server.signIn('Toto');
  const browser = new Browser();
  browser.cookies.set('causette', `${token}.${today}`);
  assert.deepEqual(await browser.isSignedInAs(server), person);
  await browser.asks(server, 'POST', '/api/connections');
  assert.equal(browser.cookies.get(`causette_${server.port}`), `${token}.${today}`);

  browser.cookies.set('causette', 'the-token-of-another-server');
  assert.deepEqual(await browser.isSignedInAs(server), person);
});

/** Keeps cookies as a browser does: all ports of a host get the same. */
class Browser {
  readonly cookies = new Map<string, string>();

  async signsIn(server: TestServer, name: string, headers?: object): Promise<SessionMade> {
    const answer = await this.asks(server, 'POST', '/api/session', { name }, headers);
    return JSON.parse(answer) as SessionMade;
  }

  async isSignedInAs(server: TestServer): Promise<unknown> {
    const answer = await this.asks(server, 'GET', '/api/session');
    return (JSON.parse(answer) as { person: unknown }).person;
  }

  async asks(
    server: TestServer,
    method: string,
    path: string,
    body?: object,
    more: object = {},
  ): Promise<string> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { origin: server.origin, cookie, ...more };
    const answer = await server.request(path, { method, headers, ...(body && { body }) });
    for (const set of answer.headers['set-cookie'] ?? []) this.#keep(set);
    return answer.body;
  }

  #keep(set: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/u.exec(set)!;
    if (set.includes('Max-Age=0')) this.cookies.delete(name!);
    else this.cookies.set(name!, value!);
  }
}
