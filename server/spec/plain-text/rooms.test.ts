import assert from 'node:assert/strict';
import test from 'node:test';
import { startServer } from '../../test-support/running/test-server.ts';

test('/join finds a room by its title or its path', async (t) => {
  const server = await startServer(t);
  const [page, lines] = [await server.join('Ada'), await server.plain()];
  await lines.rest();
  await page.ask({ type: 'room.create', id: 'create-1', name: 'Tournoi de morpion' });
  for (const room of ['Tournoi de morpion', '# tournoi-de-morpion', 'TOURNOI de Morpion!']) {
    lines.sendText('/join general');
    lines.sendText(`/join ${room}`);
    assert.deepEqual(await lines.next(2), [
      'You are in # general.',
      'You are in # Tournoi de morpion.',
    ]);
  }
  lines.sendText('/rooms');
  assert.deepEqual(await lines.next(2), ['# general', '# Tournoi de morpion']);
  lines.sendText('/morpion');
  await lines.next();
  lines.sendText('/games');
  const [game] = await lines.next();
  assert.match(game!, /^# Tournoi de morpion {2}\* Guest-\d+ proposes/u);
  const other = await server.plain(`/ws?room=${encodeURIComponent('Tournoi de morpion')}`);
  await other.rest();
  lines.sendText('coucou');
  assert.deepEqual(await other.next(), ['coucou']);
});
