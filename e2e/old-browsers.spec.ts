import { expect, test } from './people.ts';

test('an old browser shows which browsers are needed; a current one does not', async ({
  newBrowser,
}) => {
  const old = await (await newBrowser()).opens('/healthz');
  await old.page.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, 'popover'));
  await old.page.goto(new URL('/', old.page.url()).href);
  await expect(old.page.getByText('This browser is too old for Causette')).toBeVisible();
  await expect(old.page.getByText('Ce navigateur est trop ancien pour Causette')).toBeVisible();
  await expect(old.page.getByRole('dialog')).toHaveCount(0);
  const today = await (await newBrowser()).signsIn('Toto');
  await expect(today.page.locator('#too-old')).toHaveCount(0);
});
