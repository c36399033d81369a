import { once } from 'node:events';
import { WebSocket } from 'ws';
import { expect, test } from './people.ts';

test('a plain-text client and a page talk to each other', async ({ person, server }) => {
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
