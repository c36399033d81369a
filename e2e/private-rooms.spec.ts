import { expect, test, type Tab } from './people.ts';

type People = Record<'ada' | 'toto' | 'zoe', Tab>;

test('a private room is known to its members alone, from its first message to its end', async ({
  person,
}) => {
  const people = { ada: await person('Ada'), toto: await person('Toto'), zoe: await person('Zoé') };
  await test.step('Ada creates it with Toto, and both talk', () => talksInPrivate(people));
  await test.step('Zoé finds it nowhere, not by its address either', () => staysUnknown(people));
  await test.step('a new member reads all of its history', () => readsHistory(people));
  await test.step('a new name and topic show to the others; the address stays', () =>
    renames(people));
  await test.step('a removed person keeps nothing of it', () => removes(people));
  await test.step('in an archived room the draft waits until it is reopened', () =>
    archives(people));
  await test.step('its deletion asks for its name, and takes it from everyone', () =>
    deletes(people));
});

test('an open room can be left, and found again in the list of all rooms or at its address', async ({
  person,
  program,
}) => {
  const ada = await program('Ada');
  await ada.rooms.create('Chess', { topic: 'Openings' });
  const toto = await person('Toto');
  await toto.enters('Chess');
  const leaves = async (): Promise<void> => {
    await about(toto);
    await toto.page.getByRole('button', { name: 'Leave the room' }).click();
    const question = toto.page.getByRole('dialog', { name: 'Leave this room?' });
    await question.getByRole('button', { name: 'Leave the room' }).click();
    await expect(title(toto)).toHaveText('# general');
    await expect(link(toto, '# Chess')).toHaveCount(0);
  };

  await leaves();
  await toto.page.getByRole('button', { name: 'Browse all rooms' }).click();
  await toto.page.getByRole('searchbox', { name: 'Find a room' }).fill('opening');
  await toto.page.getByRole('button', { name: 'Come back # Chess' }).click();
  await expect(title(toto)).toHaveText('# Chess');
  await expect(line(toto, 'Toto came back')).toBeVisible();
  await toto.sends('here again');

  await leaves();
  await goes(toto, '#chess');
  await toto.page.getByRole('button', { name: 'Come back into this room' }).click();
  await toto.sees('here again');
  await expect(title(toto)).toHaveText('# Chess');
});

async function talksInPrivate({ ada, toto }: People): Promise<void> {
  await createPrivate(ada, 'Plan', 'Toto');
  await expect(title(ada)).toHaveText('Plan');
  await enters(toto, 'Plan');
  await expect(line(toto, 'Ada brought Toto into the room')).toBeVisible();
  await ada.sends('only for us');
  await toto.sees('only for us');
  await toto.sends('understood');
  await ada.sees('understood');
}

async function staysUnknown({ ada, zoe }: People): Promise<void> {
  const address = new URL(ada.page.url()).hash;
  await expect(link(zoe, 'Plan')).toHaveCount(0);
  await goes(zoe, address);
  await expect(zoe.page.getByText('There is no such room, or you are not in it.')).toBeVisible();
  await expect(zoe.page).toHaveTitle('Unknown room · Causette');
  await zoe.page.getByRole('button', { name: 'Browse all rooms' }).last().click();
  const dialog = zoe.page.getByRole('dialog', { name: 'All open rooms' });
  await expect(dialog.getByRole('listitem')).toHaveText([/^# general/u]);
  await zoe.page.keyboard.press('Escape');
}

async function readsHistory({ toto, zoe }: People): Promise<void> {
  await about(toto);
  const dialog = toto.page.getByRole('dialog', { name: 'About this room' });
  await expect(dialog).toContainText('can read everything that was written here before');
  await expect(dialog.getByRole('button', { name: /^Remove|Archive|Delete|Save/u })).toHaveCount(0);
  await choose(toto, 'Zoé');
  await dialog.getByRole('button', { name: 'Bring 1 person in' }).click();
  await zoe.sees('only for us', 'understood');
  await expect(dialog).toContainText('3 members');
  await toto.page.keyboard.press('Escape');
}

async function renames({ ada, toto }: People): Promise<void> {
  const address = new URL(ada.page.url()).hash;
  await about(ada);
  await ada.page.getByRole('textbox', { name: 'Name' }).fill('Plan B');
  await ada.page.getByRole('textbox', { name: 'Topic' }).fill('Thursday');
  await ada.page.getByRole('button', { name: 'Save' }).click();
  await expect(title(toto)).toHaveText('Plan B');
  await expect(line(toto, 'This is the beginning of Plan B')).toBeVisible();
  await expect(line(toto, 'Ada named the room Plan B')).toBeVisible();
  await expect(line(toto, 'Ada set the topic: Thursday')).toBeVisible();
  expect(new URL(toto.page.url()).hash).toBe(address);
}

async function removes({ ada, toto, zoe }: People): Promise<void> {
  await zoe.composer.fill('not sent yet');
  await ada.page.getByRole('button', { name: 'Remove Zoé' }).click();
  await ada.page
    .getByRole('dialog', { name: 'Remove Zoé from this room?' })
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(zoe.page.getByText('You are no longer in this room')).toBeVisible();
  await expect(zoe.page).toHaveTitle('Unknown room · Causette');
  await expect(zoe.page.getByRole('main')).not.toContainText(/Plan|only for us|Thursday/u);
  await expect(link(zoe, 'Plan B')).toHaveCount(0);
  await expect(line(toto, 'Ada removed Zoé')).toBeVisible();
  await expect.poll(() => keptRooms(zoe)).toEqual(['room/general']);
}

async function archives({ ada, toto }: People): Promise<void> {
  await toto.composer.fill('later');
  await ada.page.getByRole('button', { name: 'Archive the room' }).click();
  await expect(toto.page.getByText('This room is archived')).toBeVisible();
  await expect(toto.composer).toBeHidden();
  await expect(link(toto, 'Plan B').getByRole('img', { name: 'archived' })).toBeVisible();
  await toto.message('only for us').hover();
  await expect(toto.page.getByRole('button', { name: 'React' })).toBeHidden();
  await ada.page.getByRole('button', { name: 'Reopen the room' }).click();
  await expect(toto.composer).toHaveValue('later');
}

async function deletes({ ada, toto }: People): Promise<void> {
  await ada.page.getByRole('button', { name: 'Delete the room…' }).click();
  const now = ada.page.getByRole('button', { name: 'Delete for ever' });
  await expect(now).toBeDisabled();
  await ada.page.getByRole('textbox', { name: /^To confirm/u }).fill('plan b');
  await now.click();
  await expect(title(ada)).toHaveText('# general');
  await expect(toto.page.getByText('You are no longer in this room')).toBeVisible();
  await expect(link(toto, 'Plan B')).toHaveCount(0);
}

async function createPrivate(tab: Tab, name: string, ...people: string[]): Promise<void> {
  await tab.page.getByRole('button', { name: 'New room' }).click();
  await tab.page.getByRole('textbox', { name: 'Name' }).fill(name);
  await tab.page.getByRole('radio', { name: 'Only its members' }).check();
  for (const each of people) await choose(tab, each);
  await tab.page.getByRole('button', { name: 'Create the room' }).click();
}

/** Finds a person by the keyboard alone. */
async function choose(tab: Tab, name: string): Promise<void> {
  await tab.page.getByRole('searchbox', { name: 'Find people by name' }).fill(name);
  await expect(tab.page.getByRole('group', { name: 'People found' })).toHaveText(
    new RegExp(name, 'u'),
  );
  await tab.page.keyboard.press('Enter');
  await expect(tab.page.getByRole('button', { name: `Do not bring in ${name}` })).toBeVisible();
}

/** Types an address of the page. */
async function goes(tab: Tab, hash: string): Promise<void> {
  await tab.page.goto(new URL(hash, tab.page.url()).href);
}

async function about(tab: Tab): Promise<void> {
  await title(tab).getByRole('button').click();
}

async function enters(tab: Tab, room: string): Promise<void> {
  await link(tab, room).click();
  await expect(title(tab)).toHaveText(room);
}

function title(tab: Tab) {
  return tab.page.getByRole('heading', { level: 1 });
}

function link(tab: Tab, room: string) {
  return tab.page.getByRole('navigation').getByRole('link', { name: room });
}

/** A line between the messages. */
function line(tab: Tab, text: string) {
  return tab.log.locator('.line').filter({ hasText: text });
}

/** The keys of the rooms that the browser keeps. */
function keptRooms(tab: Tab): Promise<string[]> {
  return tab.page.evaluate(async () => {
    const { promise, resolve, reject } = Promise.withResolvers<IDBValidKey[]>();
    const [{ name = '' } = {}] = await indexedDB.databases();
    const opening = indexedDB.open(name);
    opening.onerror = reject;
    opening.onsuccess = () => {
      const [store = ''] = opening.result.objectStoreNames;
      const keys = opening.result.transaction(store).objectStore(store).getAllKeys();
      keys.onsuccess = () => resolve(keys.result);
    };
    const all = await promise;
    opening.result.close();
    return all.map(String).filter((key) => key.startsWith('room/'));
  });
}
