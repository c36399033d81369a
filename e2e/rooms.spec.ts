import { expect, test } from './people.ts';

test('a new room is open to everybody', async ({ person }) => {
  const toto = await person('Toto');
  const tata = await person('Tata');
  await toto.page.getByRole('button', { name: 'New room' }).click();
  const name = toto.page.getByRole('textbox', { name: 'Name' });
  await name.fill('x'.repeat(40));
  await expect(name).toHaveValue('x'.repeat(32));
  await name.fill('?!');
  const dialog = toto.page.getByRole('dialog');
  await expect(dialog).toContainText('a letter or digit among them');
  await name.fill('TP Réseau');
  await expect(dialog.getByRole('status')).toHaveText(/^Address: \S+\/#tp-réseau$/u);
  await toto.page.getByRole('textbox', { name: /Topic/ }).fill('Sockets on Thursday');
  await toto.page.getByRole('button', { name: 'Create the room' }).click();
  await expect(toto.page.getByRole('heading', { level: 1 })).toHaveText('# TP Réseau');
  await tata.enters('TP Réseau');
  await expect(tata.page.getByRole('main').getByText('Sockets on Thursday')).toBeVisible();
  await toto.says('welcome here');
  await tata.sees('welcome here');
  await tata.enters('general');
  await expect(tata.message('welcome here')).toHaveCount(0);
  await toto.page.getByRole('button', { name: 'New room' }).click();
  await name.fill('tp (reseau)');
  await expect(dialog).toContainText('# TP Réseau already has this address.');
  await toto.page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('There is already a room with this name');
});

test('rooms can be searched by words in any order, and sorted by latest message or by name', async ({
  person,
  program,
}) => {
  const tutu = await program('Tutu');
  for (const name of ['Équipe 12', 'equipe-3', 'Autre'])
    await tutu.rooms.create(name, { topic: 'de Tutu' });
  const toto = await person('Toto');
  const { page } = toto;
  const listed = page.getByRole('navigation').locator('.rooms__name');
  await expect(listed).toHaveText(['# Autre', '# equipe-3', '# Équipe 12', '# general']);
  tutu.post('equipe-12', 'coucou');
  await expect(listed).toHaveText(['# Équipe 12', '# Autre', '# equipe-3', '# general']);
  await page.keyboard.press('Control+k');
  const found = page.getByRole('option');
  const finds = { '12 eq': ['Équipe 12'], 'tutu equi': ['Équipe 12', 'equipe-3'], 'no such': [] };
  for (const [typed, names] of Object.entries(finds)) {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(typed);
    await expect(found).toHaveText(names.map((name) => `# ${name} de Tutu`));
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Toto online' }).click();
  await page.getByRole('radio', { name: 'By name' }).check();
  const byName = ['# Autre', '# equipe-3', '# Équipe 12', '# general'];
  await expect(listed).toHaveText(byName);
  await page.reload();
  await expect(listed).toHaveText(byName);
});

test('messages in another room count as unread until it is opened', async ({ person, program }) => {
  const toto = await person('Toto');
  const robot = await program('Robot');
  await robot.rooms.create('side');
  const side = toto.page.getByRole('navigation').getByRole('link', { name: 'side' });
  await expect(side).toBeVisible();
  for (const text of ['one', 'two', 'three']) robot.post('side', text);
  await expect(side).toContainText('3');
  await expect(toto.page).toHaveTitle(/3/);
  await side.click();
  await toto.sees('one', 'two', 'three');
  await expect(side).not.toContainText('3');
  await expect.poll(() => toto.unreadIn('side')).toBe(0);
  await toto.enters('general');
  await toto.page.reload();
  await expect(side).toBeVisible();
  await expect(side).not.toContainText('3');
});

test('the URL names the room; an unknown room offers a link back', async ({ person }) => {
  const toto = await person('Toto', {}, '/#nowhere');
  await expect(toto.page.getByText('There is no such room, or you are not in it.')).toBeVisible();
  await toto.page.goto('/#general'.replace('/', new URL(toto.page.url()).origin + '/'));
  await expect(toto.page.getByRole('heading', { level: 1 })).toHaveText('# general');
});

test('a long history loads page by page and keeps the scroll position', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  const texts = Array.from({ length: 230 }, (_, index) => `line ${index + 1}.`);
  for (const text of texts) robot.post('general', text);
  await expect.poll(() => robot.store.get().outbox.length, { timeout: 20_000 }).toBe(0);

  const toto = await person('Toto');
  await toto.sees('line 230.');
  await expect(toto.message('line 1.')).toHaveCount(0);
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        await toto.log.hover();
        await toto.page.mouse.wheel(0, -2_000);
        for (const text of await toto.texts()) seen.add(text);
        return seen.size;
      },
      { timeout: 20_000 },
    )
    .toBe(230);
  await expect(toto.page.getByText('This is the beginning of # general')).toBeVisible();
  await toto.page.getByRole('button', { name: /newest/ }).click();
  await toto.sees('line 230.');
});

test('earlier messages load when they are near, and not because of an outdated observer entry', async ({
  person,
  newBrowser,
  program,
  server,
}) => {
  const robot = await program('Robot');
  for (let line = 1; line <= 120; line++) robot.post('general', `line ${line}.\nand\nmore\nof it`);
  await expect.poll(() => robot.store.get().outbox.length).toBe(0);
  const { page } = await person('Toto');
  const storageState = await page.context().storageState();
  const toto = await (await newBrowser({ storageState })).opens('/healthz');
  await toto.page.addInitScript(holdEntries);
  await toto.page.goto(server.url);
  await toto.sees('line 120.');
  const near = await toto.texts();
  await toto.page.evaluate(() => deliverEntries());
  expect(await toto.texts()).toEqual(near);
  await toto.log.evaluate((log) => log.scrollTo(0, 0));
  const shown = async (): Promise<number> => {
    await toto.page.evaluate(() => deliverEntries());
    return (await toto.texts()).length;
  };
  await expect.poll(shown).toBeGreaterThan(near.length);
});

declare function deliverEntries(): void;

/** Runs in the page: holds observer entries until the test delivers them in one batch, as on a busy page. */
function holdEntries(): void {
  const held: (() => void)[] = [];
  const Observer = class extends IntersectionObserver {
    constructor(deliver: IntersectionObserverCallback, options?: IntersectionObserverInit) {
      let batch: IntersectionObserverEntry[] = [];
      super((added) => void batch.push(...added), options);
      held.push(() => {
        const entries = batch;
        batch = [];
        if (entries.length > 0) deliver(entries, this);
      });
    }
  };
  Object.assign(globalThis, {
    IntersectionObserver: Observer,
    deliverEntries: () => {
      for (const deliver of held) deliver();
    },
  });
}
