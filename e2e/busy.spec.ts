import { expect, test } from './people.ts';

const refused = (code: string, retryAfter: number) => ({
  headers: { 'retry-after': String(retryAfter) },
  json: { code, message: 'Not now.', retryAfter },
});

for (const { status, code } of [
  { status: 429, code: 'rate_limited' },
  { status: 503, code: 'unavailable' },
]) {
  test(`on status ${status} the sign-in page waits for retryAfter and says so`, async ({
    page,
    server,
  }) => {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1_000);
    let asks = 0;
    const sockets: string[] = [];
    page.on('websocket', (socket) => void sockets.push(socket.url()));
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
    expect({ asks, sockets }).toEqual({ asks: 1, sockets: [] });
    expect(await page.evaluate(() => localStorage.getItem('somebody'))).toBeNull();
    await page.clock.runFor(1_000);
    await expect(name).toBeVisible();
    await expect(dialog).not.toContainText('tries again');
    expect(asks).toBe(2);
  });
}

test('without an answer nobody is signed in; the page tries again', async ({ page, server }) => {
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
