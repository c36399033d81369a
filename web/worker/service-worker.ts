// A module to the compiler, so that it has a `self` of its own; built, nothing is exported.
export {};
declare const self: ServiceWorkerGlobalScope;

const shelf = 'page';
/** The path of the page, which may be below others on its host. */
const top = new URL('.', location.href).pathname;
/** Names that say what is inside: another program on this address may have files of other names. */
const hashed = /^assets\/.+-[\w-]{8}\.\w+$/u;
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
  if (request.mode === 'navigate' && pathname === top) event.respondWith(page(event));
  else if (isAsset(pathname)) event.respondWith(asset(event));
});

function isAsset(pathname: string): boolean {
  return pathname.startsWith(top) && hashed.test(pathname.slice(top.length));
}

async function begin(): Promise<void> {
  const answer = await fetch(top);
  if (!isOurs(answer)) throw new Error(`the page was answered with ${answer.status}`);
  await keepPage(answer);
  await self.skipWaiting();
}

async function page(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const kept = await keptFor(top);
  try {
    const signal = kept && AbortSignal.timeout(patience);
    const answer = await fetch(request, { signal: signal ?? null });
    if (!isOurs(answer)) return kept ?? answer;
    // What could not be kept now is kept the next time.
    event.waitUntil(keepPage(answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

async function asset(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const kept = await keptFor(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (isOurs(answer)) event.waitUntil(keep(request, answer.clone()).catch(() => {}));
  return answer;
}

/**
 * Whether our server answers with a file of the page, and not a proxy whose server restarts, nor
 * the page of a network that wants somebody to sign in: these answer with any status.
 */
function isOurs({ ok, headers }: Response): boolean {
  return ok && headers.has('causette-page');
}

/** Nothing where the browser keeps nothing. */
async function keptFor(request: Request | string): Promise<Response | undefined> {
  try {
    return await caches.match(request);
  } catch {
    return undefined;
  }
}

async function keep(request: Request | string, answer: Response): Promise<void> {
  await (await caches.open(shelf)).put(request, answer);
}

/** Keeps a page with the files that it names; those that only an older one named go. */
async function keepPage(answer: Response): Promise<void> {
  const cache = await caches.open(shelf);
  const before = assetsIn((await (await cache.match(top))?.text()) ?? '');
  const now = assetsIn(await answer.clone().text());
  await Promise.all(now.filter((path) => !before.includes(path)).map(keepFile));
  await cache.put(top, answer);
  for (const path of before) if (!now.includes(path)) await cache.delete(path);
}

async function keepFile(path: string): Promise<void> {
  const answer = await fetch(path);
  if (!isOurs(answer)) throw new Error(`${path} was answered with ${answer.status}`);
  await keep(path, answer);
}

function assetsIn(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="\.?\/((?:assets\/)?[^"/]+\.\w+)"/gu)].map(
    ([, path]) => top + path!,
  );
}
