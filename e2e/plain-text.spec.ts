import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect, test } from './people.ts';

test('a plain-text client and a page exchange messages', async ({ person, server }) => {
  const toto = await person('Toto');
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`);
  const lines: string[] = [];
  socket.on('message', (data: Buffer) => lines.push(data.toString()));
  await once(socket, 'open');
  socket.send('[Tutu]: coucou, depuis Python');
  await toto.sees('coucou, depuis Python');
  const message = toto.message('coucou, depuis Python');
  await expect(message).toContainText('Tutu');
  await expect(message).toContainText('text client');
  await toto.says('bonjour Tutu');
  await expect
    .poll(() => lines)
    .toEqual(['New user logged in', '[Tutu]: coucou, depuis Python', '[Toto]: bonjour Tutu']);
  socket.close();
});

test('a long list of people begins with yourself, and can be searched by words of names', async ({
  person,
  server,
}) => {
  const joined = Array.from({ length: 205 }, async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`);
    await once(socket, 'open');
    return socket;
  });
  const sockets = await Promise.all(joined);
  const last = new WebSocket(`${server.url.replace('http', 'ws')}/ws`);
  await once(last, 'open');
  last.send('/name Zoé Durand');
  const { page } = await person('Toto');
  await expect(page.locator('.people__more')).toHaveText('+204');
  await page.getByRole('button', { name: '207 people here' }).click();
  const names = page.locator('.people__name');
  await expect(names.first()).toContainText(/Toto.*you/u);
  await expect(page.getByText('and 6 more')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a person' }).fill('dur zoe');
  await expect(names).toHaveText([/Zoé Durand/u]);
  for (const socket of [...sockets, last]) socket.close();
});
