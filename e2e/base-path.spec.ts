import { expect, test } from './people.ts';

test.use({ serviceWorkers: 'allow', settings: { BASE_PATH: '/chat' } });

test('below a path the page talks, loads more when it is needed, and opens without a server', async ({
  somebody,
  person,
  server,
}) => {
  const tata = await person('Tata');
  const browser = await somebody();
  const toto = await browser.arrives('Toto');
  expect(new URL(toto.page.url()).pathname).toBe('/chat/');
  await toto.sends('from below');
  await tata.sees('from below');
  await tata.sends('coucou');
  await toto.sees('coucou');
  await expect(toto.page.getByRole('button', { name: 'Cut the wire' })).toBeVisible();
  await toto.keepsThePage();
  const scope = await toto.page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(new URL(scope).pathname).toBe('/chat/');
  const [cookie] = await toto.page.context().cookies();
  expect(cookie?.path).toBe('/chat');

  await server.stop('SIGKILL');
  await toto.page.reload();
  await toto.sees('from below', 'coucou');
  await server.start();
  await toto.triesAgain();
  await toto.sends('back again');
  await tata.sees('back again');
});
