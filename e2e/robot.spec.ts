import { expect, test } from './people.ts';

test.use({ settings: { BOTS: 'on' } });

test('a robot can be challenged in every room', async ({ person, program }) => {
  await (await program('Tata')).rooms.create('side');
  const toto = await person('Toto');
  await toto.enters('side');
  await toto.page.getByRole('button', { name: '# Tic-tac-toe' }).click();
  await toto.page.getByRole('button', { name: 'Robot Junior', exact: true }).click();
  const cards = toto.log.getByRole('article');
  await expect(cards.last()).toContainText('Toto, your turn');
  await toto.says('/morpion robot');
  await expect(cards).toHaveCount(2);
  await expect(cards.last()).toContainText('Toto, your turn');
});

test('a single visitor plays against the robot, which does not lose', async ({ person }) => {
  const toto = await person('Toto');
  await toto.page.getByRole('button', { name: '# Tic-tac-toe' }).click();
  await toto.page.getByRole('button', { name: 'Robot', exact: true }).click();
  const card = toto.log.getByRole('article').last();
  const free = card.getByRole('gridcell', { name: /empty/ });
  const over = card.getByText(/Robot wins\.|A draw\./).first();
  await expect(card.locator('.seats__name', { hasText: 'Toto, your turn' })).toBeVisible();
  for (let left = 9; !(await over.isVisible()); left -= 2) {
    await free.first().click();
    const answered = async (): Promise<boolean> =>
      (await over.isVisible()) || (await free.count()) === left - 2;
    await expect.poll(answered).toBe(true);
  }
  await expect(card).not.toContainText('Toto wins.');
});
