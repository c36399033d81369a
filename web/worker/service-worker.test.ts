import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { replaceGlobal } from '../test-support/globals.ts';

type Listener = (event: Record<string, unknown>) => void;

const origin = 'http://chat.test';
const listeners = new Map<string, Listener>();
const cached = new Map<string, Response>();
/** The answers of the network, by path. */
const answers = new Map<string, () => Response>();
let isBlocked = false;

const html = '<link href="/icon.svg"><script src="/assets/index-abcdefgh.js"></script>';

test('caches the page with its files, and shows the newest version from the server', async (t) => {
  await loadWorker(t);
  await install();
  assert.deepEqual([...cached.keys()].toSorted(), ['/', '/assets/index-abcdefgh.js', '/icon.svg']);
  serves('/', 'newer');
  assert.equal(await shown('/'), 'newer');
  answers.clear();
  assert.equal(await shown('/'), 'newer');
});

for (const [what, answer] of [
  ['a proxy whose server restarts', () => new Response('502 Bad Gateway', { status: 502 })],
  ['a proxy that is busy', () => new Response('wait', { status: 503 })],
  ['a proxy that waits for its server', () => new Response('', { status: 504 })],
  ['a captive portal', () => new Response('<p>Hotel', { status: 200 })],
  ['another program at this address', () => new Response('none', { status: 404 })],
  ['a portal that redirects', () => Response.redirect('http://portal.test/', 302)],
] as const) {
  test(`shows the cached page when ${what} answers, and keeps it`, async (t) => {
    await loadWorker(t);
    await install();
    answers.set('/', answer);
    assert.equal(await shown('/'), html);
    assert.equal(await cached.get('/')?.clone().text(), html);
  });
}

test('shows any answer when no page is cached', async (t) => {
  await loadWorker(t);
  answers.set('/', () => new Response('502 Bad Gateway', { status: 502 }));
  assert.equal(await shown('/'), '502 Bad Gateway');
});

test('never caches pages or files of other servers', async (t) => {
  await loadWorker(t);
  answers.set('/assets/index-abcdefgh.js', () => new Response('<p>Hotel'));
  await assert.rejects(install());
  assert.deepEqual(
    [...cached.keys()].filter((path) => path !== '/icon.svg'),
    [],
  );
  assert.equal(await shown('/assets/index-abcdefgh.js', 'no-cors'), '<p>Hotel');
  serves('/assets/index-abcdefgh.js', 'script');
  assert.equal(await shown('/assets/index-abcdefgh.js', 'no-cors'), 'script');
});

test('uses the network when the browser blocks storage', async (t) => {
  await loadWorker(t);
  isBlocked = true;
  assert.equal(await shown('/'), html);
  assert.equal(await shown('/assets/index-abcdefgh.js', 'no-cors'), 'script');
});

/** Loads the worker with fake browser globals until the test ends, and a page on the network. */
async function loadWorker(t: TestContext): Promise<void> {
  const pathOf = (request: Request | string): string =>
    typeof request === 'string' ? request : new URL(request.url).pathname;
  const cache = {
    match: async (request: Request | string) => cached.get(pathOf(request))?.clone(),
    put: async (request: Request | string, answer: Response) =>
      void cached.set(pathOf(request), answer),
    delete: async (path: string) => cached.delete(path),
  };
  const open = async () => {
    if (isBlocked) throw new DOMException('blocked', 'SecurityError');
    return cache;
  };
  const fakes = {
    location: { origin, href: `${origin}/service-worker.js` },
    self: {
      addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
      skipWaiting: async () => {},
      clients: { claim: async () => {} },
    },
    caches: { open, match: async (request: Request) => (await open()).match(request) },
    fetch: async (request: Request | string) => {
      const answer = answers.get(pathOf(request));
      if (answer === undefined) throw new TypeError('no network');
      return answer();
    },
  };
  for (const [name, value] of Object.entries(fakes)) replaceGlobal(t, name, { value });
  await import('./service-worker.ts');
  isBlocked = false;
  cached.clear();
  answers.clear();
  serves('/', html);
  serves('/icon.svg', '<svg/>');
  serves('/assets/index-abcdefgh.js', 'script');
}

function serves(path: string, body: string): void {
  answers.set(path, () => new Response(body, { headers: { 'causette-page': '1' } }));
}

async function install(): Promise<void> {
  let work: Promise<void> | undefined;
  listeners.get('install')!({ waitUntil: (promise: Promise<void>) => (work = promise) });
  await work;
}

/** The text for a path through the worker, once its background work is done. */
async function shown(path: string, mode = 'navigate'): Promise<string> {
  const work: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  listeners.get('fetch')!({
    request: { url: origin + path, mode },
    respondWith: (given: Promise<Response>) => (answer = given),
    waitUntil: (promise: Promise<void>) => work.push(promise),
  });
  const text = await (await answer!).text();
  await Promise.all(work);
  return text;
}
