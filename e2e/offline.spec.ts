import { expect, test } from './people.ts';

const three = ['one, offline', 'two, offline', 'three, offline'];

test.use({ serviceWorkers: 'allow' });

test('messages written offline survive a reload and a closed tab, and are sent once, in order', async ({
  newBrowser,
  person,
}) => {
  const tata = await person('Tata');
  const browser = await newBrowser();
  const first = await browser.signsIn('Toto');
  await first.says('online');
  await tata.sees('online');
  await first.savesThePage();

  const context = first.page.context();
  await context.setOffline(true);
  for (const text of three) await first.says(text);
  await expect(first.message('three, offline')).toContainText('waiting to be sent');
  await first.page.reload();
  await first.sees('online', ...three);
  await first.page.close();
  const second = await browser.opens();
  await second.sees('online', ...three);
  await expect(
    second.page.getByRole('status').filter({ hasText: 'Your messages will be sent later' }),
  ).toBeVisible();

  await context.setOffline(false);
  await tata.sees(...three);
  await expect(second.message('three, offline')).not.toContainText('waiting');
  for (const tab of [tata, second]) expect(await tab.texts()).toEqual(['online', ...three]);
});

test('the next tab sends what a closed tab could not send', async ({
  newBrowser,
  person,
  server,
}) => {
  const browser = await newBrowser();
  const before = await browser.signsIn('Toto');
  await before.sends('first');
  await server.stop('SIGKILL');
  await before.says('last words');
  await before.page.close({ runBeforeUnload: true });
  await server.start();
  await (await browser.opens()).sees('first', 'last words');
  const tata = await person('Tata');
  await tata.sees('first', 'last words');
  expect(await tata.texts()).toEqual(['first', 'last words']);
});

test('a page shows saved messages and drafts without the server', async ({
  newBrowser,
  server,
}) => {
  const browser = await newBrowser();
  const before = await browser.signsIn('Toto');
  await before.sends('kept here');
  await before.composer.fill('half a thought');
  await before.savesThePage();
  await before.page.close();
  await server.stop();
  const after = await browser.opens();
  await after.sees('kept here');
  await expect(after.composer).toHaveValue('half a thought');
  await expect(after.page.getByRole('button', { name: 'Retry now' })).toBeVisible();
});

test('signing out asks when something is unsent, and deletes all data in the browser', async ({
  newBrowser,
}) => {
  const browser = await newBrowser();
  const toto = await browser.signsIn('Toto');
  await toto.sends('mine');
  await toto.composer.fill('a secret draft');
  const other = await browser.opens();
  await other.sees('mine');
  await toto.signsOut('Toto');
  const question = toto.page.getByRole('dialog', { name: 'Sign out anyway?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(toto.composer).toHaveValue('a secret draft');
  await toto.signsOut('Toto');
  await question.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [toto, other]) {
    await expect(tab.page.getByRole('dialog')).toBeVisible();
    await expect(tab.message('mine')).toHaveCount(0);
  }
  await toto.signsIn('Tata');
  await expect(toto.composer).toHaveValue('');
});

test('signing out without a server works at once, and reaches the server later', async ({
  newBrowser,
  server,
}) => {
  const browser = await newBrowser();
  const toto = await browser.signsIn('Toto');
  await toto.sends('mine');
  await toto.savesThePage();
  await server.stop();
  await toto.signsOut('Toto');
  await expect(toto.page.getByRole('dialog')).toBeVisible();
  await expect(toto.message('mine')).toHaveCount(0);
  await server.start();
  const next = await browser.opens();
  await expect(next.page.getByRole('dialog')).toBeVisible();
  await next.signsIn('Toto');
  await next.sees('mine');
  await next.page.reload();
  await next.sees('mine');
});

test('tabs share drafts, and sending from one clears the draft in all', async ({ newBrowser }) => {
  const browser = await newBrowser();
  const one = await browser.signsIn('Toto');
  const two = await browser.opens();
  await two.composer.fill('half a thought');
  await expect(one.composer).toHaveValue('half a thought');
  await one.composer.press('Enter');
  await one.sees('half a thought');
  await expect(two.composer).toHaveValue('');
});
