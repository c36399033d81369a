import { expect, test } from './people.ts';

test.use({ serviceWorkers: 'allow', settings: { BASE_PATH: '/chat' } });

test('works under a base path: messages, lazy loading, and opening without a server', async ({
  newBrowser,
  person,
  server,
}) => {
  const tata = await person('Tata');
  const browser = await newBrowser();
  const toto = await browser.signsIn('Toto');
  expect(new URL(toto.page.url()).pathname).toBe('/chat/');
  await toto.sends('from below');
  await tata.sees('from below');
  await tata.sends('coucou');
  await toto.sees('coucou');
  await expect(toto.page.getByRole('button', { name: 'Cut the wire' })).toBeVisible();
  await toto.savesThePage();
  const scope = await toto.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(new URL(scope).pathname).toBe('/chat/');
  const [cookie] = await toto.page.context().cookies();
  expect(cookie?.path).toBe('/chat');

  await server.stop('SIGKILL');
  await toto.page.reload();
  await toto.sees('from below', 'coucou');
  await server.start();
  await toto.reconnects();
  await toto.sends('back again');
  await tata.sees('back again');
});
