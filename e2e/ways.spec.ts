import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

for (const way of ['stream', 'poll'] as const) {
  test(`messages work over ${way}, also after leaving the page and coming back`, async ({
    person,
  }) => {
    const toto = await person('Toto', {}, `/?transport=${way}`);
    const zoe = await person('Zoé');
    await toto.says('by HTTP');
    await zoe.sees('by HTTP');
    await zoe.says('by WebSocket');
    await toto.sees('by WebSocket');
    await toto.page.goto('about:blank');
    await zoe.says('while you were away');
    await toto.page.goBack();
    await toto.sees('while you were away');
    await toto.says('back');
    await zoe.sees('back');
  });
}

test('when WebSockets are blocked the page uses a stream, says so, and returns to WebSockets later', async ({
  person,
}) => {
  const zoe = await person('Zoé');
  const toto = await person('Toto');
  await toto.says('by WebSocket');
  const network = await blockWebSockets(toto.page);
  await toto.page.reload();
  const notice = toto.page.getByRole('status').filter({ hasText: 'server-sent events' });
  await expect(notice).toBeVisible();
  await toto.says('by a stream');
  await zoe.sees('by a stream');
  await toto.hasSent('by a stream');

  network.isBlocked = false;
  await expect(notice).toBeHidden({ timeout: 30_000 });
  await toto.says('by WebSocket again');
  await zoe.sees('by WebSocket again');
  const all = ['by WebSocket', 'by a stream', 'by WebSocket again'];
  for (const tab of [toto, zoe]) expect(await tab.texts()).toEqual(all);
});

test('behind a proxy that buffers streams too, the page uses long polling', async ({ person }) => {
  const zoe = await person('Zoé');
  const toto = await person('Toto');
  await blockWebSockets(toto.page);
  // A proxy that buffers each response until its end.
  await toto.page.route(/\/frames$/, () => {});
  await toto.page.reload();
  const notice = toto.page.getByRole('status').filter({ hasText: 'long polling' });
  await expect(notice).toBeVisible({ timeout: 20_000 });
  await toto.says('by polls');
  await zoe.sees('by polls');
  await zoe.says('heard by polls');
  await toto.sees('heard by polls');
  for (const tab of [toto, zoe]) expect(await tab.texts()).toEqual(['by polls', 'heard by polls']);
});

test('a page in the back/forward cache closes its connection, and reconnects when it is shown again', async ({
  person,
}) => {
  const toto = await person('Toto');
  const zoe = await person('Zoé');
  const pill = toto.page.getByRole('button', { name: /WebSocket|Connecting/ });
  await expect(pill).toContainText('WebSocket');
  await toto.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  });
  await expect(pill).not.toContainText('WebSocket');
  await zoe.says('while it was put away');
  await toto.page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await toto.sees('while it was put away');
  await expect(pill).toContainText('WebSocket');
});

interface Network {
  isBlocked: boolean;
}

async function blockWebSockets(page: Page): Promise<Network> {
  const network: Network = { isBlocked: true };
  await page.routeWebSocket(/\/ws\b/, (socket) => {
    if (network.isBlocked) void socket.close({ code: 1011 });
    else socket.connectToServer();
  });
  return network;
}
