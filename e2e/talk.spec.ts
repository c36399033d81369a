import { expect, test } from './people.ts';

const newKind = '"kind":"poll","choices":2';

test('two people in two browsers see each other’s messages at once', async ({ person }) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await toto.says('coucou');
  await tata.sees('coucou');
  await tata.says('salut Toto');
  await toto.sees('salut Toto');
  expect(await toto.texts()).toEqual(['coucou', 'salut Toto']);
  expect(await tata.texts()).toEqual(['coucou', 'salut Toto']);
});

test('tabs of one browser share the person, and a reload keeps the name', async ({
  newBrowser,
}) => {
  const browser = await newBrowser();
  const first = await browser.signsIn('Toto');
  const second = await browser.opens();
  await second.says('from the second tab');
  await first.sees('from the second tab');
  await first.page.reload();
  await first.sees('from the second tab');
  await expect(first.page.getByRole('dialog')).toBeHidden();
  await expect(first.page.getByRole('button', { name: '1 person here' })).toBeVisible();
});

test('six people see the same messages in the same order', async ({ person }) => {
  const names = ['Toto', 'Tutu', 'Tata', 'Titi', 'Tete', 'Lila'];
  const tabs = await Promise.all(names.map((name) => person(name)));
  await Promise.all(tabs.map((tab, index) => tab.sends(`I am ${names[index]}`)));
  for (const tab of tabs) await tab.sees(...names.map((name) => `I am ${name}`));
  const [first, ...others] = await Promise.all(tabs.map((tab) => tab.texts()));
  for (const texts of others) expect(texts).toEqual(first);
});

test('a taken name is refused, with a free name as a suggestion', async ({
  person,
  newBrowser,
}) => {
  await person('Toto');
  const tab = await (await newBrowser()).opens();
  await tab.page.getByRole('textbox', { name: 'Your name' }).fill('  tótô ');
  await tab.page.keyboard.press('Enter');
  await expect(tab.page.getByRole('alert')).toContainText('taken');
  await tab.page.getByRole('button', { name: /tótô 2/ }).click();
  await expect(tab.page.getByRole('dialog')).toBeHidden();
  await tab.says('here I am');
  await tab.sees('here I am');
  await expect(tab.message('here I am')).toContainText('tótô 2');
});

test('Shift+Enter breaks the line, Enter sends, and an IME composition does neither', async ({
  person,
}) => {
  const toto = await person('Toto');
  await toto.composer.pressSequentially('one');
  await toto.composer.press('Shift+Enter');
  await toto.composer.pressSequentially('two');
  await toto.composer.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  await expect(toto.composer).toHaveValue('one\ntwo');
  await toto.composer.press('Enter');
  await expect(toto.composer).toHaveValue('');
  await toto.hasSent('one\ntwo');
  expect(await toto.texts()).toEqual(['one\ntwo']);
});

test('the field grows with its text', async ({ person }) => {
  const { composer } = await person('Toto');
  const heightOf = async (text: string): Promise<number> => {
    await composer.fill(text);
    return (await composer.boundingBox())?.height ?? 0;
  };
  const line = await heightOf('one');
  expect(await heightOf('one\ntwo\nthree')).toBeCloseTo(3 * line);
  expect(await heightOf('a long word, '.repeat(20))).toBeGreaterThan(line);
  await composer.press('Enter');
  expect((await composer.boundingBox())?.height).toBe(line);
});

test('messages are shown as text; only web addresses become links', async ({ person }) => {
  const toto = await person('Toto');
  const markup = '<img src=x onerror=alert(1)> https://example.org/a?b=1, <b>bold</b>';
  await toto.says(markup);
  await toto.sees(markup);
  const link = toto.message(markup).getByRole('link');
  await expect(link).toHaveAttribute('href', 'https://example.org/a?b=1');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
  await expect(toto.log.locator('img, b:not(.message__name)')).toHaveCount(0);
});

test('an unknown kind of message shows a notice, and the page keeps working', async ({
  person,
  newBrowser,
}) => {
  const tata = await person('Tata');
  const toto = await (await newBrowser()).opens();
  await toto.page.routeWebSocket(/\/ws\b/, (socket) => {
    const server = socket.connectToServer();
    const newer = (text: string): string =>
      text.replace(/"kind":"text"(?=[^{}]*a poll)/gu, newKind);
    server.onMessage((text) => socket.send(newer(String(text))));
  });
  await toto.signsIn('Toto');
  await tata.sends('a poll');
  await tata.sends('and a text');
  await toto.sees('Reload the page to see this message', 'and a text');
  await toto.message('Reload the page to see this message').hover();
  await toto.sends('indeed');
  await tata.sees('a poll', 'and a text', 'indeed');
});

test('a room shows who is here and who is typing', async ({ person }) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await expect(toto.page.getByRole('button', { name: '2 people here' })).toBeVisible();
  await expect(toto.page.getByText('Tata just joined')).toBeVisible();
  const isWriting = toto.page.getByText('Tata is typing…').waitFor();
  await tata.composer.pressSequentially('hm');
  await isWriting;
  await expect(tata.page.getByText('is typing…')).toBeHidden();
  await tata.composer.press('Enter');
  await toto.sees('hm');
  await expect(toto.page.getByText('Tata is typing…')).toBeHidden();
});

test('returning to a draft does not send typing', async ({ person }) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await tata.composer.fill('half a thought');
  await tata.page.reload();
  await toto.page.getByRole('button', { name: 'New room' }).click();
  await toto.page.getByRole('textbox', { name: 'Name' }).fill('elsewhere');
  await toto.page.getByRole('button', { name: 'Create the room' }).click();
  await tata.enters('elsewhere');
  await tata.enters('general');
  await toto.enters('general');
  await expect(tata.composer).toHaveValue('half a thought');
  await toto.says('what is on the wire ends with this');
  const wire = tata.page.getByRole('complementary', { name: 'The wire' });
  await expect(wire).toContainText('what is on the wire ends with this');
  await expect(wire.getByRole('listitem').filter({ hasText: /^↑.*typing/ })).toHaveCount(0);
});

test('everybody sees edits, reactions and deletions', async ({ person }) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await toto.says('a frist try');
  await tata.sees('a frist try');

  await toto.message('a frist try').hover();
  await toto.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await toto.page.getByRole('textbox', { name: 'Edit the message' }).fill('a first try');
  await toto.page.keyboard.press('Enter');
  await tata.sees('a first try');
  await expect(tata.message('a first try')).toContainText('edited');

  await tata.message('a first try').hover();
  await tata.page.getByRole('button', { name: 'React', exact: true }).click();
  await tata.page.getByRole('button', { name: '👍', exact: true }).click();
  await expect(toto.message('a first try')).toContainText('👍');

  await toto.message('a first try').hover();
  await toto.page.getByRole('button', { name: 'Delete', exact: true }).click();
  await toto.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await tata.sees('message deleted');
  await expect(tata.message('a first try')).toHaveCount(0);
});

test('commands are not sent, errors keep the typed text, and two slashes send one', async ({
  person,
}) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await toto.says('/help');
  const help = toto.page.getByRole('dialog', { name: 'Commands' });
  const names = ['/morpion [name]', '/puissance-4 [name]', '/join room', '/help', '//text'];
  await expect(help.locator('dt')).toHaveText(names);
  await toto.page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(toto.composer).toHaveValue('');
  const refusals = {
    '/hepl me': 'There is no command /hepl. Did you mean /help?',
    '/etc is a folder': 'There is no command /etc: see /help.',
    '/help how does this go?': '/help takes no argument.',
    '/morpion Nobody': 'Nobody here is called Nobody.',
    '/morpion toto': 'That is you',
    '/join': 'Which room?',
    '/join nowhere': 'There is no room # nowhere.',
    '/join gen': 'There is no room # gen. Did you mean # general?',
  };
  for (const [typed, refusal] of Object.entries(refusals)) {
    await toto.says(typed);
    await expect(toto.page.getByRole('alert').filter({ hasText: refusal })).toBeVisible();
    await expect(toto.composer).toHaveValue(typed);
  }
  for (const typed of ['/etc/hosts is a file', '//help', '/!\\ hot']) await toto.says(typed);
  await tata.sees('hot');
  expect(await tata.texts()).toEqual(['/etc/hosts is a file', '/help', '/!\\ hot']);
  const own = toto.message('hot');
  await own.hover();
  await own.getByRole('button', { name: 'Edit' }).click();
  await toto.page.getByRole('textbox', { name: 'Edit the message' }).fill('/help');
  await toto.page.keyboard.press('Enter');
  await expect.poll(() => tata.texts()).toEqual(['/etc/hosts is a file', '/help', '/help']);
});
