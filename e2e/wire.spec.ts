import { expect, test } from './people.ts';

test('the wire panel shows the frames of this tab and counts the four handlers', async ({
  person,
}) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await expect(wire).toContainText('OPEN');
  await expect(wire).toContainText('101 Switching Protocols');
  await expect(wire).toContainText('"type":"welcome"');
  await toto.says('on the wire');
  await expect(wire).toContainText('"text":"on the wire"');
  await expect(wire).toContainText('"type":"ack"');
  for (const handler of ['onopen', 'onmessage', 'onclose', 'onerror']) {
    await expect(wire.getByText(handler, { exact: true })).toBeVisible();
  }
});

test('its button cuts the connection, which comes back by itself', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Cut the wire' }).click();
  await expect(wire).toContainText('close 1006');
  await expect(wire).toContainText('next try in');
  await expect(wire.getByText('101 Switching Protocols')).toHaveCount(2);
  await toto.says('still here');
  await expect(toto.message('still here')).not.toContainText('sending…');
});

test('its echo sends a line by hand and shows what comes back', async ({ person }) => {
  const toto = await person('Toto');
  await toto.page.getByRole('button', { name: '/echo' }).click();
  const dialog = toto.page.getByRole('dialog');
  await expect(dialog).toContainText('Welcome');
  await dialog.getByRole('textbox').fill('coucou');
  await toto.page.keyboard.press('Enter');
  await expect(dialog).toContainText('You said: coucou');
});
