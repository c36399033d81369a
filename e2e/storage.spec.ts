import { expect, test, type Tab } from './people.ts';
import { blockSiteData } from './site-data.ts';

/** Runs in the page: a full storage, and a database that never answers. */
function fillStorage(): void {
  const full = (): never => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  Object.defineProperty(Storage.prototype, 'setItem', { value: full });
  Object.defineProperty(IDBFactory.prototype, 'open', { value: () => new EventTarget() });
}

for (const [kind, harm, sentence] of [
  ['blocks site data', blockSiteData, 'Your browser blocks storage for this page.'],
  ['has no space left', fillStorage, 'Your browser has no space left for this page.'],
] as const) {
  test(`in a browser that ${kind} the page works, says once what is not saved, and keeps the draft`, async ({
    newBrowser,
    person,
  }) => {
    const tata = await person('Tata');
    const browser = await newBrowser();
    const toto = await browser.opens('/healthz');
    const errors: string[] = [];
    toto.page.on('pageerror', ({ message }) => errors.push(message));
    await toto.page.addInitScript(harm);
    await toto.page.goto(new URL('/', tata.page.url()).href);
    await toto.signsIn('Toto');
    await toto.sends('coucou');
    await tata.sees('coucou');
    const notice = toto.page.getByRole('status').filter({ hasText: 'Your browser' });
    await toto.composer.fill('half a thought');
    await expect(notice).toContainText(sentence);
    await expect(notice).toContainText(
      'Unsent messages and settings are lost when you close this tab',
    );
    await toto.page.getByRole('button', { name: 'Understood' }).click();
    await expect(notice).toBeHidden();
    await staysThroughRooms(toto);
    await choosesFrench(toto);
    await expect(toto.composer).toHaveValue('half a thought, and more');
    await expect(notice).toBeHidden();
    expect(errors).toEqual([]);

    toto.page.once('dialog', (dialog) => void dialog.accept());
    await toto.page.reload();
    await expect(toto.composer).toBeVisible();
    await toto.sees('coucou');
    expect(errors).toEqual([]);
  });
}

test('without cookies a person stays signed in while the page is open', async ({
  newBrowser,
  server,
}) => {
  const toto = await (await newBrowser()).opens('/healthz');
  await toto.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false });
  });
  await toto.page.goto(server.url);
  await toto.signsIn('Toto');
  await toto.sends('coucou');
  await toto.page.context().clearCookies();
  await toto.page.evaluate(() => {
    for (const moment of ['pagehide', 'pageshow']) dispatchEvent(new Event(moment));
  });
  await toto.sends('still here');
  await expect(toto.page.getByRole('dialog')).toBeHidden();
});

async function staysThroughRooms(tab: Tab): Promise<void> {
  await tab.page.goto(`${new URL('/', tab.page.url()).href}#elsewhere`);
  await tab.page.goto(`${new URL('/', tab.page.url()).href}#general`);
  await expect(tab.composer).toHaveValue('half a thought');
  await tab.composer.press('End');
  await tab.composer.pressSequentially(', and more');
}

async function choosesFrench({ page }: Tab): Promise<void> {
  await page.getByRole('button', { name: /^Toto/ }).click();
  await page.getByRole('radio', { name: 'Français' }).click();
}
