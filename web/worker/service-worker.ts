// A module to the compiler, so that it has a `self` of its own; built, nothing is exported.
export {};
declare const self: ServiceWorkerGlobalScope;

const shelf = 'page';
/** Names that say what is inside: another program on this address may have files of other names. */
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/u;
/** Milliseconds that a network may take which may be none. */
const patience = 4_000;

/**
 * Keeps the page itself, so that it opens without a network too: what was written then waits for
 * one. The server's page is always newer; files in `assets/` carry a hash and never change.
 */
self.addEventListener('install', (event) => event.waitUntil(begin()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === '/') event.respondWith(page(request));
  else if (hashed.test(pathname)) event.respondWith(asset(request));
});

async function begin(): Promise<void> {
  const answer = await fetch('/');
  if (!answer.ok) throw new Error(`the page was answered with ${answer.status}`);
  await keepPage(answer);
  await self.skipWaiting();
}

async function page(request: Request): Promise<Response> {
  const kept = await caches.match('/');
  try {
    const signal = kept && AbortSignal.timeout(patience);
    const answer = await fetch(request, { signal: signal ?? null });
    // What could not be kept now is kept the next time.
    if (answer.ok) keepPage(answer.clone()).catch(() => {});
    return answer;
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) keep(request, answer.clone()).catch(() => {});
  return answer;
}

async function keep(request: Request, answer: Response): Promise<void> {
  await (await caches.open(shelf)).put(request, answer);
}

/** Keeps a page with the files that it names; those that only an older one named go. */
async function keepPage(answer: Response): Promise<void> {
  const cache = await caches.open(shelf);
  const before = assetsIn((await (await cache.match('/'))?.text()) ?? '');
  const now = assetsIn(await answer.clone().text());
  await cache.addAll(now.filter((path) => !before.includes(path)));
  await cache.put('/', answer);
  for (const path of before) if (!now.includes(path)) await cache.delete(path);
}

function assetsIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="(\/(?:assets\/)?[^"/]+\.\w+)"/gu)].map(
    ([, path]) => path!,
  );
}
