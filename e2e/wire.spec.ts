import type { Locator } from '@playwright/test';
import { expect, test } from './people.ts';

test('the wire panel shows the frames of this tab, and signals on request', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await expect(wire).toContainText('OPEN');
  await expect(wire).toContainText('101 Switching Protocols');
  await expect(wire).toContainText('"type":"welcome"');
  await toto.says('on the wire');
  await expect(wire).toContainText('"text":"on the wire"');
  await expect(wire).toContainText('"type":"ack"');
  const typing = wire.getByText('"type":"typing"');
  const signals = wire.getByRole('button', { name: /^Signals/ });
  await expect(signals).toHaveText(/Signals · \d+ hidden/);
  await expect(typing).toHaveCount(0);
  await signals.click();
  await expect(typing.first()).toBeVisible();
  await expect(signals).toHaveText('Signals');
});

test('a frame shows its meaning when it is hovered, focused or opened', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await toto.sends('on the wire');
  await wire.getByText('"type":"ack"').last().hover();
  await expect(wire.locator('.meaning')).toContainText('on disk');
  const post = wire.getByRole('listitem').filter({ hasText: '"type":"post"' });
  await post.locator('summary').focus();
  await expect(wire.locator('.meaning')).toContainText('sent twice, it counts once');
  await toto.page.keyboard.press('Enter');
  await expect(post).toContainText('sent twice, it counts once');
  await expect(post).toContainText('"room": "general"');
});

test('while paused the list does not change and new frames are counted; then all show', async ({
  person,
}) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await toto.sends('before');
  // The last frame of this message: later ones belong to the next.
  await expect(wire).toContainText('"type":"ack"');
  await wire.getByRole('button', { name: 'Pause' }).click();
  await toto.sends('behind its back');
  // Post, changes and ack.
  await expect(wire.getByRole('button', { name: 'Resume' })).toHaveText('Resume (3 new)');
  await expect(wire).not.toContainText('"text":"behind its back"');
  await wire.getByRole('button', { name: 'Resume' }).click();
  await expect(wire).toContainText('"text":"behind its back"');
});

test('each of the four handlers shows its last event and its source code', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const opened = wire.locator('#handler');
  await toto.sends('on the wire');
  await wire.getByRole('button', { name: 'onerror' }).click();
  await expect(opened).toContainText('Not called yet.');
  await wire.getByRole('button', { name: 'onmessage' }).click();
  await expect(opened).toContainText('"type":');
  await expect(opened).toContainText('transport.onmessage = (event) => this.#received(event);');
  await expect(opened).toContainText('#received(frame: Frame): void {');
  await wire.getByRole('button', { name: 'onclose' }).click();
  await wire.getByRole('button', { name: 'Cut the wire' }).click();
  await expect(opened).toContainText('code: 1006');
  await expect(opened).toContainText('wasClean: false');
  await wire.getByRole('button', { name: 'onclose' }).click();
  await expect(opened).toBeHidden();
});

test('frames that passed while the panel was hidden show when it opens', async ({ person }) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Hide the wire' }).click();
  await toto.says('behind its back');
  await toto.page.getByRole('button', { name: /WebSocket/ }).click();
  await expect(wire).toContainText('"text":"behind its back"');
});

test('the cut button closes the connection until Reconnect', async ({ person }) => {
  const toto = await person('Toto');
  const zoe = await person('Zoé');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Cut the wire' }).click();
  await expect(wire).toContainText('CLOSED');
  await expect(wire).toContainText('close 1006');
  const story = wire
    .getByRole('status')
    .filter({ hasText: 'The wire stays cut until you press “Reconnect”' });
  await expect(story).toContainText(/would have retried after \d+ ms/);
  await toto.reconnects();
  await zoe.sends('while it was cut');
  await toto.says('waits');
  await expect(wire).toContainText('CLOSED');
  await expect(wire.getByText('101 Switching Protocols')).toHaveCount(1);
  await wire.getByRole('button', { name: 'Reconnect' }).click();
  await expect(wire).toContainText('OPEN');
  await expect(story).toBeHidden();
  await toto.sees('while it was cut');
  await toto.hasSent('waits');
});

test('the other button cuts the connection once, and it reconnects by itself', async ({
  person,
}) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  await wire.getByRole('button', { name: 'Cut and let it heal' }).click();
  await expect(wire).toContainText('close 1006');
  await expect(wire).toContainText(/retrying (in|now)/);
  await expect(wire.getByText('101 Switching Protocols')).toHaveCount(2);
  await toto.sends('still here');
});

test('the echo dialog sends text, bytes and a ping, and closes with a code', async ({ person }) => {
  const toto = await person('Toto');
  await toto.page.getByRole('button', { name: '/echo' }).click();
  const dialog = toto.page.getByRole('dialog');
  await expect(dialog).toContainText('Welcome');
  await toto.page.keyboard.type('coucou');
  await toto.page.keyboard.press('Enter');
  await expect(dialog).toContainText(/You said: coucou[\d.]+ ms/);
  await toto.page.keyboard.type('hé');
  await dialog.getByRole('button', { name: 'Send as bytes' }).click();
  await expect(dialog).toContainText(/↓\[68 c3 a9\][\d.]+ ms/);
  await dialog.getByRole('button', { name: 'Ping' }).click();
  await expect(dialog).toContainText(/You said: ping[\d.]+ ms/);
  const code = dialog.getByRole('spinbutton', { name: 'Code' });
  await code.fill('1001');
  await dialog.getByRole('button', { name: 'Close the socket' }).click();
  await expect(dialog.getByRole('alert')).toContainText('1000, or 3000 to 4999');
  await expect(dialog).toContainText('OPEN');
  await code.fill('4000');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('enough');
  await code.press('Enter');
  await expect(dialog).toContainText('onclose: code 4000, reason "enough", wasClean true');
  await dialog.getByRole('button', { name: 'Open the socket' }).click();
  await expect(dialog.getByText('Welcome')).toHaveCount(2);
  await toto.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('compares polling with the live connection from each start on', async ({
  person,
  program,
}) => {
  const toto = await person('Toto');
  const zoe = await program('Zoé');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const table = wire.getByRole('region', { name: 'Comparison' });
  const row = (name: string): Locator => table.getByRole('row', { name });
  await toto.sends('before');
  await expect(table.getByRole('table')).toBeHidden();
  await table.getByRole('checkbox').check();
  await expect(row('Changes received')).toHaveText('Changes received00');
  zoe.post('general', 'for both');
  await expect(row('Changes received')).toHaveText('Changes received11');
  await expect(row('Requests')).toHaveText(/^Requests0[1-9]/);
  await expect(row('Median wait')).toHaveText(/ms.*ms/);
  const received = await row('Bytes received').getByRole('cell').allTextContents();
  const [line = 0, asked = 0] = received.map((cell) => Number(cell.replace(',', '')));
  expect(line).toBeGreaterThan(100);
  expect(asked).toBeGreaterThan(line);
  await expect(wire.getByText('new changes', { exact: true })).toHaveCount(1);
  await expect(wire.getByText('/api/rooms/general/changes?after=').first()).toBeVisible();
  await table.getByRole('checkbox').uncheck();
  await expect(table.getByRole('table')).toBeHidden();
  await table.getByRole('checkbox').check();
  await expect(row('Changes received')).toHaveText('Changes received00');
});

test('the failure lab shows the planned fault, the injected fault and its repair', async ({
  person,
}) => {
  const toto = await person('Toto');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const story = wire.getByRole('status');
  const injects = async (frame: string, how: string): Promise<void> => {
    await wire.getByRole('button', { name: 'Failure lab' }).click();
    await wire.getByRole('group', { name: frame }).getByRole('button', { name: how }).click();
  };
  await toto.sends('before');
  await injects('Next message sent', 'Repeat');
  await expect(story).toHaveText('armedNext message sent: will arrive twice.');
  await toto.says('goes twice');
  await expect(story).toHaveText('no harmThe second one changed nothing.');
  await injects('Next message sent', 'Lose');
  await toto.says('called off');
  await expect(story).toContainText('No answer will come');
  await wire.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(story).toBeHidden();
  await injects('Next message received', 'Delay by 3 s');
  await wire.getByRole('button', { name: 'Cancel' }).click();
  await expect(story).toBeHidden();
  expect(await toto.texts()).toEqual(['before', 'goes twice', 'called off']);
});

test('with lost, delayed and repeated frames no message is lost or doubled', async ({ person }) => {
  const toto = await person('Toto');
  const zoe = await person('Zoé');
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const injects = async (frame: string, how: string): Promise<void> => {
    await wire.getByRole('button', { name: 'Failure lab' }).click();
    await wire.getByRole('group', { name: frame }).getByRole('button', { name: how }).click();
  };
  await toto.says('before');
  await zoe.sees('before');
  await injects('Next message received', 'Lose');
  await zoe.says('lost on the way');
  await expect(wire).toContainText('lost');
  await zoe.says('shows the hole');
  await toto.sees('lost on the way', 'shows the hole');
  await expect(wire).toContainText('asks for what it missed');
  await injects('Next message received', 'Repeat');
  await zoe.says('comes twice');
  await expect(wire).toContainText('repeated');
  await toto.sees('comes twice');
  await injects('Next message received', 'Delay by 3 s');
  await zoe.says('comes late');
  await expect(wire).toContainText('delayed');
  await toto.sees('comes late');
  const all = ['before', 'lost on the way', 'shows the hole', 'comes twice', 'comes late'];
  for (const tab of [toto, zoe]) expect(await tab.texts()).toEqual(all);
});
