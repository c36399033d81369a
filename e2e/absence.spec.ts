import { expect, test } from './people.ts';

test.use({ settings: { GAME_GRACE: '7' } });

test('a player who is away longer than the grace time may lose the game', async ({
  person,
  program,
}) => {
  const toto = await person('Toto');
  const tata = await program('Tata');
  await toto.says('/morpion');
  await expect.poll(() => tata.store.get().games.size).toBe(1);
  const [id = ''] = tata.store.get().games.keys();
  await tata.games.accept(id);
  const card = toto.log.getByRole('article').last();
  await expect(card).toContainText('Toto, your turn');
  tata.close();
  await expect(card).toContainText('Tata has left');
  await toto.page.getByRole('button', { name: 'Claim the game' }).click();
  await expect(card).toContainText('Toto wins: Tata did not come back.');
});
