import { expect, test } from './people.ts';

const refused = (code: string, retryAfter: number) => ({
  headers: { 'retry-after': String(retryAfter) },
  json: { code, message: 'Not now.', retryAfter },
});

for (const { status, code } of [
  { status: 429, code: 'rate_limited' },
  { status: 503, code: 'unavailable' },
]) {
  test(`on an answer ${status} the page of a newcomer waits as long as the server asks, and says so`, async ({
    page,
    server,
  }) => {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1_000);
    let asks = 0;
    const lines: string[] = [];
    page.on('websocket', (line) => void lines.push(line.url()));
    await page.route('**/api/session', (route) => {
      if (route.request().method() !== 'GET' || ++asks > 1) return route.fallback();
      return route.fulfill({ status, ...refused(code, 50) });
    });
    await page.goto(server.url);
    const dialog = page.getByRole('dialog');
    const name = page.getByRole('textbox', { name: 'Your name' });
    await expect(dialog).toContainText('tries again');
    await expect(dialog).toContainText('in 50 s');
    await expect(name).toBeHidden();
    await page.clock.runFor(49_000);
    expect({ asks, lines }).toEqual({ asks: 1, lines: [] });
    expect(await page.evaluate(() => localStorage.getItem('somebody'))).toBeNull();
    await page.clock.runFor(1_000);
    await expect(name).toBeVisible();
    await expect(dialog).not.toContainText('tries again');
    expect(asks).toBe(2);
  });
}

test('a server that does not answer makes nobody somebody; the page asks again', async ({
  page,
  server,
}) => {
  await page.clock.install();
  let isAway = true;
  await page.route('**/api/session', (route) => (isAway ? route.abort() : route.fallback()));
  await page.goto(server.url);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('tries again');
  expect(await page.evaluate(() => localStorage.getItem('somebody'))).toBeNull();
  isAway = false;
  await page.clock.runFor(5_000);
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeVisible();
});
