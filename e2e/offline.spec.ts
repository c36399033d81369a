import { expect, test } from './people.ts';

const three = ['one, offline', 'two, offline', 'three, offline'];

test.use({ serviceWorkers: 'allow' });

test('what was written without a network outlives a reload and a closed tab, and goes once, in order', async ({
  somebody,
  person,
}) => {
  const tata = await person('Tata');
  const browser = await somebody();
  const first = await browser.arrives('Toto');
  await first.says('online');
  await tata.sees('online');
  await first.keepsThePage();

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

test('what is left unsent by a tab that closes at once goes with the next one', async ({
  somebody,
  person,
  server,
}) => {
  const browser = await somebody();
  const before = await browser.arrives('Toto');
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

test('a page shows what it had before the server answers, and a draft in each room', async ({
  somebody,
  server,
}) => {
  const browser = await somebody();
  const before = await browser.arrives('Toto');
  await before.sends('kept here');
  await before.composer.fill('half a thought');
  await before.keepsThePage();
  await before.page.close();
  await server.stop();
  const after = await browser.opens();
  await after.sees('kept here');
  await expect(after.composer).toHaveValue('half a thought');
  await expect(after.page.getByRole('button', { name: 'Retry now' })).toBeVisible();
});

test('who signs out leaves nothing in the browser, and is asked where something is not sent', async ({
  somebody,
}) => {
  const browser = await somebody();
  const toto = await browser.arrives('Toto');
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

test('who signs out without a server is signed out, here at once and there when it is back', async ({
  somebody,
  server,
}) => {
  const browser = await somebody();
  const toto = await browser.arrives('Toto');
  await toto.sends('mine');
  await toto.keepsThePage();
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

test('what is begun in one tab is begun in the others, and sent from one it is sent', async ({
  somebody,
}) => {
  const browser = await somebody();
  const one = await browser.arrives('Toto');
  const two = await browser.opens();
  await two.composer.fill('half a thought');
  await expect(one.composer).toHaveValue('half a thought');
  await one.composer.press('Enter');
  await one.sees('half a thought');
  await expect(two.composer).toHaveValue('');
});
