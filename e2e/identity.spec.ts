import { expect, test, type Tab } from './people.ts';

test('one person on two devices: a link signs the other in, the list ends it, and its draft waits there', async ({
  person,
  newBrowser,
}) => {
  const laptop = await person('Toto');
  const settings = await opensSettings(laptop, 'Toto');
  await settings.getByRole('button', { name: 'Make a link' }).click();
  const link = await settings.getByRole('textbox', { name: 'Copy the link' }).inputValue();
  await expect(settings.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await expect(settings.getByRole('button', { name: /^New link · [45]:\d\d$/ })).toBeVisible();

  const phone = await (await newBrowser()).opens(pathOf(link));
  await expect(phone.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
  await phone.sends('from the phone');
  await expect(phone.page).toHaveURL(/^[^#]*(?:#general)?$/);
  await laptop.page.keyboard.press('Escape');
  await expect(laptop.message('from the phone')).toContainText('Toto');

  const list = await opensSettings(laptop, 'Toto');
  await expect(list.getByRole('listitem')).toHaveCount(2);
  await expect(list.getByRole('listitem').first()).toContainText('this one · now');
  await phone.composer.fill('half a thought');
  await list.getByRole('button', { name: /^End the session/ }).click();
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await expect(phone.page.getByRole('dialog', { name: 'What is your name?' })).toBeVisible();
  await phone.page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
  await phone.page.keyboard.press('Enter');
  const left = phone.page.getByRole('dialog', { name: /Toto.* left unsent texts/ });
  await left.getByRole('button', { name: 'Keep' }).click();
  await expect(phone.composer).toHaveValue('');
  await phone.signsOut('Ada');
  await expect(phone.page.getByRole('dialog', { name: 'What is your name?' })).toBeVisible();
  await list.getByRole('button', { name: 'Make a link' }).click();
  const again = await list.getByRole('textbox', { name: 'Copy the link' }).inputValue();
  await phone.page.goto(again);
  await expect(phone.composer).toHaveValue('half a thought');
  await laptop.page.keyboard.press('Escape');
  await laptop.sends('still here');
});

test('four words bring a name back in another browser, and a new name shows everywhere', async ({
  person,
  newBrowser,
}) => {
  const toto = await person('Toto');
  const settings = await opensSettings(toto, 'Toto');
  await settings.getByRole('button', { name: 'Make a recovery code' }).click();
  const code = await settings.locator('output').textContent();
  const other = await (await newBrowser()).opens();
  await other.page.getByRole('textbox', { name: 'Your name' }).fill('toto');
  await other.page.keyboard.press('Enter');
  await other.page.getByRole('button', { name: 'This name is mine' }).click();
  const field = other.page.getByRole('textbox', { name: /four words/ });
  await field.fill('maple harbor violin comet');
  await other.page.keyboard.press('Enter');
  await expect(other.page.getByRole('alert')).toContainText('not valid');
  await field.fill(code!.toUpperCase());
  await other.page.keyboard.press('Enter');
  await expect(other.page.getByRole('dialog')).toBeHidden();
  await other.sends('back again');
  await expect(toto.message('back again')).toContainText('Toto');

  await settings.getByRole('textbox', { name: 'Your name' }).fill('Tata');
  await settings.getByRole('button', { name: 'Save' }).click();
  for (const tab of [toto, other]) {
    await expect(tab.message('back again')).toContainText('Tata');
  }
});

test('a link asks before it replaces another person, and a used one says so', async ({
  person,
  program,
  newBrowser,
}) => {
  const toto = await program('Toto');
  const make = async (): Promise<string> => {
    const made = (await toto.api.request('POST', '/api/device-links')) as { code: string };
    return `/#device=${made.code}`;
  };
  const first = await make();
  await (await newBrowser()).opens(first);
  const ada = await person('Ada');
  await follows(ada, await make());
  const question = ada.page.getByRole('dialog', { name: /^Sign out .*Ada.* in this browser\?$/ });
  await question.getByRole('button', { name: /^Stay/ }).click();
  await ada.sends('still Ada');
  await follows(ada, first);
  await question.getByRole('button', { name: 'Sign in with the link' }).click();
  await expect(ada.page.getByRole('dialog')).toContainText('not valid');
  await ada.page.getByRole('button', { name: 'Close', exact: true }).click();
  await ada.sends('Ada again');
  await follows(ada, await make());
  await question.getByRole('button', { name: 'Sign in with the link' }).click();
  await expect(ada.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
});

async function opensSettings({ page }: Tab, name: string) {
  await page.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
  await page.getByRole('button', { name: 'Settings…' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

/** Opens a link in the tab, as by the address bar. */
async function follows({ page }: Tab, link: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), link.slice(1));
}

function pathOf(link: string): string {
  const { pathname, hash } = new URL(link);
  return pathname + hash;
}
