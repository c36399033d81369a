import { expect, test } from './people.ts';

test('a page shows the close code of a lost connection, and is complete after reconnecting', async ({
  person,
  server,
}) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await toto.says('before');
  await tata.sees('before');

  await server.stop();
  const goodbye = /The server is restarting\..*Code 1012, clean\./;
  await expect(toto.page.getByRole('status').filter({ hasText: goodbye })).toBeVisible();
  await toto.says('written while it was away');
  await expect(toto.message('written while it was away')).toContainText('waiting to be sent');

  await server.start();
  for (const tab of [toto, tata]) await tab.reconnects();
  await tata.sees('written while it was away');
  await expect(toto.message('written while it was away')).not.toContainText('waiting');
  await tata.says('after');
  await toto.sees('after');
  for (const tab of [toto, tata]) {
    expect(await tab.texts()).toEqual(['before', 'written while it was away', 'after']);
  }
});

test('a killed server is noticed too, and nothing is lost', async ({ person, server }) => {
  const toto = await person('Toto');
  await toto.sends('on disk');
  await server.stop('SIGKILL');
  await expect(toto.page.getByRole('status').filter({ hasText: '1006' })).toContainText(
    'not clean',
  );
  await server.start();
  await toto.says('and on');
  await toto.page.reload();
  await toto.sees('on disk', 'and on');
  expect(await toto.texts()).toEqual(['on disk', 'and on']);
});

test('messages sent, edited and deleted while a page was offline arrive when it reconnects', async ({
  person,
  program,
  server,
}) => {
  const robot = await program('Robot');
  const edited = robot.post('general', 'to be edited');
  const deleted = robot.post('general', 'to be deleted');
  const toto = await person('Toto');
  await toto.sees('to be edited', 'to be deleted');

  await server.stop('SIGKILL');
  await expect(toto.page.getByRole('status').filter({ hasText: '1006' })).toBeVisible();
  await toto.page.context().setOffline(true);
  await server.start();
  robot.wake();
  await robot.edit(edited, 'was edited');
  await robot.delete(deleted);
  robot.post('general', 'is new');
  await expect.poll(() => robot.store.get().outbox.length).toBe(0);
  await toto.page.context().setOffline(false);

  await toto.sees('was edited', 'is new', 'message deleted');
  await expect(toto.message('to be deleted')).toHaveCount(0);
  expect(await toto.texts()).toEqual(['was edited', 'is new']);
});

test('all messages are there after browser and server were restarted', async ({
  newBrowser,
  server,
}) => {
  const browser = await newBrowser();
  const before = await browser.signsIn('Toto');
  await before.sends('remember me');
  await before.page.close();
  await server.stop();
  await server.start();
  const after = await browser.opens();
  await after.sees('remember me');
});
