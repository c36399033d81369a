// Makes this file a module, so that it can declare its own `self`. The build exports nothing.
export {};
declare const self: ServiceWorkerGlobalScope;

const cacheName = 'page';
/** The path of the page, which may be below the root of its host. */
const top = new URL('.', location.href).pathname;
/** File names with a content hash. Other programs at this origin may have other files. */
const hashed = /^assets\/.+-[\w-]{8}\.\w+$/u;
/** Milliseconds to wait for the network before the cached page is shown. */
const timeout = 4_000;

/**
 * Caches the page, so that it opens without a network: unsent messages wait in the outbox. Network
 * first for the page; cache first for `assets/`, whose names contain a hash.
 */
self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === top) event.respondWith(page(event));
  else if (isAsset(pathname)) event.respondWith(asset(event));
});

function isAsset(pathname: string): boolean {
  return pathname.startsWith(top) && hashed.test(pathname.slice(top.length));
}

async function install(): Promise<void> {
  const answer = await fetch(top);
  if (!isOurs(answer)) throw new Error(`the page was answered with ${answer.status}`);
  await cachePage(answer);
  await self.skipWaiting();
}

async function page(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const saved = await cached(top);
  try {
    const signal = saved && AbortSignal.timeout(timeout);
    const answer = await fetch(request, { signal: signal ?? null });
    if (!isOurs(answer)) return saved ?? answer;
    // A failed write is repeated on the next visit.
    event.waitUntil(cachePage(answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    if (saved === undefined) throw error;
    return saved;
  }
}

async function asset(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const saved = await cached(request);
  if (saved !== undefined) return saved;
  const answer = await fetch(request);
  if (isOurs(answer)) event.waitUntil(put(request, answer.clone()).catch(() => {}));
  return answer;
}

/**
 * Whether the answer comes from our server, and not from a proxy or a captive portal, which may
 * answer with any status.
 */
function isOurs({ ok, headers }: Response): boolean {
  return ok && headers.has('causette-page');
}

/** Undefined if not cached, or if the browser blocks storage. */
async function cached(request: Request | string): Promise<Response | undefined> {
  try {
    return await caches.match(request);
  } catch {
    return undefined;
  }
}

async function put(request: Request | string, answer: Response): Promise<void> {
  await (await caches.open(cacheName)).put(request, answer);
}

/** Caches a page with the files that it names, and deletes files that only the previous page named. */
async function cachePage(answer: Response): Promise<void> {
  const cache = await caches.open(cacheName);
  const before = assetsIn((await (await cache.match(top))?.text()) ?? '');
  const now = assetsIn(await answer.clone().text());
  await Promise.all(now.filter((path) => !before.includes(path)).map(cacheFile));
  await cache.put(top, answer);
  for (const path of before) if (!now.includes(path)) await cache.delete(path);
}

async function cacheFile(path: string): Promise<void> {
  const answer = await fetch(path);
  if (!isOurs(answer)) throw new Error(`${path} was answered with ${answer.status}`);
  await put(path, answer);
}

function assetsIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\.?\/((?:assets\/)?[^"/]+\.\w+)"/gu)].map(
    ([, path]) => top + path!,
  );
}
