import { expect, test } from './people.ts';

test('a browser that is too old says what the page needs, and no other does', async ({
  somebody,
}) => {
  const old = await (await somebody()).opens('/healthz');
  await old.page.addInitScript(() => Reflect.deleteProperty(HTMLElement.prototype, 'popover'));
  await old.page.goto(new URL('/', old.page.url()).href);
  await expect(old.page.getByText('This browser is too old for Causette')).toBeVisible();
  await expect(old.page.getByText('Ce navigateur est trop ancien pour Causette')).toBeVisible();
  await expect(old.page.getByRole('dialog')).toHaveCount(0);
  const today = await (await somebody()).arrives('Toto');
  await expect(today.page.locator('#too-old')).toHaveCount(0);
});
