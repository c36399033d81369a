import { expect, test } from './people.ts';

test.use({ settings: { MACHINES: 'on' } });

test('one visitor alone plays against the robot, which does not lose', async ({ person }) => {
  const toto = await person('Toto');
  await toto.page.getByRole('button', { name: '# Tic-tac-toe' }).click();
  await toto.page.getByRole('button', { name: 'Robot', exact: true }).click();
  const card = toto.log.getByRole('article').last();
  const free = card.getByRole('gridcell', { name: /empty/ });
  const over = card.getByText(/Robot wins\.|A draw\./).first();
  const turn = card.locator('.seats__name', { hasText: 'Toto, your turn' });
  await expect(turn).toBeVisible();
  while (!(await over.isVisible())) {
    await free.first().click();
    await expect(turn.or(over).first()).toBeVisible();
  }
  await expect(card).not.toContainText('Toto wins.');
});
