import { countFirstLoad } from '../scripts/checks/first-load.ts';
import { expect, Tab, test } from './people.ts';

/** Bytes of script and style that a browser may have to receive before a conversation. */
const budget = 55_000;

test.use({ serviceWorkers: 'allow' });

test('a conversation comes with its connection: nothing is asked before it shows', async ({
  person,
  somebody,
}) => {
  const tata = await person('Tata');
  await tata.sends('coucou');
  const browser = await somebody();
  const toto = await browser.opens();
  const said: string[] = [];
  await toto.page.routeWebSocket(/\/ws/, (line) => {
    line.connectToServer();
    line.onMessage((words) => void said.push(String(words)));
  });
  await toto.signsIn('Toto');
  await toto.sees('coucou');
  expect(said.filter((words) => words.includes('"follow"'))).toEqual([]);
  await tata.sends('still there?');
  await toto.sees('coucou', 'still there?');
});

test('whom a browser knows is asked nothing, even where it kept nothing: the line opens at once', async ({
  person,
  somebody,
  server,
}) => {
  const toto = await person('Toto');
  await toto.sends('coucou');
  const storageState = await toto.page.context().storageState();
  const again = await (await somebody({ storageState })).opens('/healthz');
  const asked: string[] = [];
  again.page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(request.url());
  });
  again.page.on('websocket', () => void asked.push('line'));
  await again.page.goto(server.url);
  await again.sees('coucou');
  expect(asked).toEqual(['line']);
});

test('whom only the browser knows is asked for a name', async ({ person, somebody }) => {
  const toto = await person('Toto');
  const { origins } = await toto.page.context().storageState();
  const browser = await somebody({ storageState: { origins, cookies: [] } });
  await browser.arrives('Tata');
  const next = await browser.opens();
  await next.sends('coucou');
});

test('a session that has ended leaves nothing of it to who comes next', async ({ person }) => {
  const toto = await person('Toto');
  const { page } = toto;
  await toto.sends('mine');
  await toto.keepsThePage();
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.removeItem('somebody'));
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(toto.message('mine')).toHaveCount(0);
});

test('a conversation needs 55 kB of script and style at most, and nothing from outside', async ({
  page,
  server,
}) => {
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  const loaded = await countFirstLoad(await page.context().newCDPSession(page));
  await page.addInitScript(() => localStorage.setItem('wire', 'hidden'));
  await page.goto(server.url);
  const tab = new Tab(page);
  await tab.signsIn('Toto');
  await tab.sends('coucou');
  const { script, style, files } = loaded();
  // One of each: what the page needs at once is not in pieces.
  expect(files).toEqual([
    expect.stringMatching(/^\/assets\/page-.+\.js$/u),
    expect.stringMatching(/^\/assets\/page-.+\.css$/u),
  ]);
  expect(script).toBeGreaterThan(0);
  expect(style).toBeGreaterThan(0);
  expect(script + style).toBeLessThanOrEqual(budget);
  expect(asked).toEqual(new Set([server.url]));
});
