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

test('what passed while it was hidden is there when it is shown again', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Hide the wire' }).click();
  await toto.says('behind its back');
  await toto.page.getByRole('button', { name: /WebSocket/ }).click();
  await expect(wire).toContainText('"text":"behind its back"');
});

test('its button cuts the connection, which comes back by itself', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Cut the wire' }).click();
  await expect(wire).toContainText('close 1006');
  await expect(wire).toContainText('next try in');
  await expect(wire.getByText('101 Switching Protocols')).toHaveCount(2);
  await toto.sends('still here');
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

test('it compares what the last minute took with asking every second', async ({ person }) => {
  const toto = await person('Toto');
  const table = toto.page.getByRole('region', { name: 'The last minute' });
  await toto.says('first');
  await expect(table.getByRole('row', { name: 'Requests' })).toHaveText('Requests1');
  await table.getByRole('checkbox').check();
  await toto.says('asked for');
  await expect(table.getByRole('row', { name: 'Requests' })).toHaveText(/Requests1[3-9]/);
  await expect(table.getByRole('row', { name: 'Median wait' })).toHaveText(/ms.*ms/);
  for (const name of ['Bytes sent', 'Bytes received']) {
    const cells = await table.getByRole('row', { name }).getByRole('cell').allTextContents();
    for (const cell of cells) expect(Number(cell.replace(',', ''))).toBeGreaterThan(500);
  }
});

test('its failure lab says what is to happen, then what happened and what has made it good', async ({
  person,
}) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const story = wire.getByRole('status');
  const breaks = async (frame: string, how: string): Promise<void> => {
    await wire.getByRole('button', { name: 'Break it…' }).click();
    await wire.getByRole('group', { name: frame }).getByRole('button', { name: how }).click();
  };
  await toto.sends('before');
  await breaks('The next frame that goes', 'Repeat');
  await expect(story).toHaveText('armedThe next frame that goes with a message will arrive twice.');
  await toto.says('goes twice');
  await expect(story).toHaveText('no harmThe second one changed nothing.');
  await breaks('The next frame that goes', 'Lose');
  await toto.says('called off');
  await expect(story).toContainText('No answer will come');
  await wire.getByRole('button', { name: 'Close' }).click();
  await expect(story).toBeHidden();
  await breaks('The next frame that comes', 'Delay by 3 s');
  await wire.getByRole('button', { name: 'Cancel' }).click();
  await expect(story).toBeHidden();
  expect(await toto.texts()).toEqual(['before', 'goes twice', 'called off']);
});

test('its failure lab loses, delays and repeats frames, and nothing is lost or comes twice', async ({
  person,
}) => {
  const toto = await person('Toto');
  const zoe = await person('Zoé');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const breaks = async (frame: string, how: string): Promise<void> => {
    await wire.getByRole('button', { name: 'Break it…' }).click();
    await wire.getByRole('group', { name: frame }).getByRole('button', { name: how }).click();
  };
  await toto.says('before');
  await zoe.sees('before');
  await breaks('The next frame that comes', 'Lose');
  await zoe.says('lost on the way');
  await expect(wire).toContainText('lost');
  await zoe.says('shows the hole');
  await toto.sees('lost on the way', 'shows the hole');
  await expect(wire).toContainText('asks what it missed');
  await breaks('The next frame that comes', 'Repeat');
  await zoe.says('comes twice');
  await expect(wire).toContainText('repeated');
  await toto.sees('comes twice');
  await breaks('The next frame that comes', 'Delay by 3 s');
  await zoe.says('comes late');
  await expect(wire).toContainText('delayed');
  await toto.sees('comes late');
  const all = ['before', 'lost on the way', 'shows the hole', 'comes twice', 'comes late'];
  for (const tab of [toto, zoe]) expect(await tab.texts()).toEqual(all);
});
