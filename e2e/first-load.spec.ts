import { countFirstLoad } from '../scripts/checks/first-load.ts';
import { expect, Tab, test } from './people.ts';

/** Maximum bytes of script and style before a conversation shows. */
const budget = 55_000;

test.use({ serviceWorkers: 'allow' });

test('the connection delivers the conversation without a further request', async ({
  person,
  newBrowser,
}) => {
  const tata = await person('Tata');
  await tata.sends('coucou');
  const browser = await newBrowser();
  const toto = await browser.opens();
  const sent: string[] = [];
  await toto.page.routeWebSocket(/\/ws/, (socket) => {
    socket.connectToServer();
    socket.onMessage((words) => void sent.push(String(words)));
  });
  await toto.signsIn('Toto');
  await toto.sees('coucou');
  expect(sent.filter((words) => words.includes('"follow"'))).toEqual([]);
  await tata.sends('still there?');
  await toto.sees('coucou', 'still there?');
});

test('for a known person the connection opens at once, without a request before it, even if no room is saved', async ({
  person,
  newBrowser,
  server,
}) => {
  const toto = await person('Toto');
  await toto.sends('coucou');
  const storageState = await toto.page.context().storageState();
  const again = await (await newBrowser({ storageState })).opens('/healthz');
  const requests: string[] = [];
  again.page.on('request', (request) => {
    if (request.resourceType() === 'fetch') requests.push(request.url());
  });
  again.page.on('websocket', () => void requests.push('connection'));
  await again.page.goto(server.url);
  await again.sees('coucou');
  expect(requests).toEqual(['connection']);
});

test('a person that only the browser knows is requests for a name', async ({
  person,
  newBrowser,
}) => {
  const toto = await person('Toto');
  const { origins } = await toto.page.context().storageState();
  const browser = await newBrowser({ storageState: { origins, cookies: [] } });
  await browser.signsIn('Tata');
  const next = await browser.opens();
  await next.sends('coucou');
});

test('an ended session leaves no data to the next person', async ({ person }) => {
  const toto = await person('Toto');
  const { page } = toto;
  await toto.sends('mine');
  await toto.savesThePage();
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.removeItem('somebody'));
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(toto.message('mine')).toHaveCount(0);
});

test('a conversation needs at most 55 kB of script and style, and no other origin', async ({
  page,
  server,
}) => {
  const requests = new Set<string>();
  page.on('request', (request) => requests.add(new URL(request.url()).origin));
  const loaded = await countFirstLoad(await page.context().newCDPSession(page));
  await page.addInitScript(() => localStorage.setItem('wire', 'hidden'));
  await page.goto(server.url);
  const tab = new Tab(page);
  await tab.signsIn('Toto');
  await tab.sends('coucou');
  const { script, style, files } = loaded();
  // One file of each: nothing needed at once is split.
  expect(files).toEqual([
    expect.stringMatching(/^\/assets\/page-.+\.js$/u),
    expect.stringMatching(/^\/assets\/page-.+\.css$/u),
  ]);
  expect(script).toBeGreaterThan(0);
  expect(style).toBeGreaterThan(0);
  expect(script + style).toBeLessThanOrEqual(budget);
  expect(requests).toEqual(new Set([server.url]));
});
