import { expect, test, type Tab } from './people.ts';

test('signing in in one tab signs in the others', async ({ newBrowser }) => {
  const browser = await newBrowser();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await one.signsIn('Toto');
  await expect(two.page.getByRole('dialog')).toBeHidden();
  await two.sends('from the second');
  await one.sees('from the second');
  await expect(two.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
});

test('a tab without storage events asks before another name replaces the signed-in person', async ({
  newBrowser,
}) => {
  const browser = await newBrowser();
  const [one, two] = [await browser.opens(), await browser.opens('/healthz')];
  await blockStorageEvents(two);
  await two.page.goto(one.page.url());
  await expect(two.page.getByRole('dialog')).toBeVisible();
  await one.signsIn('Toto');
  await one.composer.fill('half a thought');
  await entersName(two, 'Tata');
  await expect(two.page.getByRole('dialog')).toContainText('signed in as Toto in another tab');
  await one.sends('half a thought');
  await two.page.getByRole('button', { name: 'Continue as Toto' }).click();
  await two.sees('half a thought');
  await expect(two.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
});

test('a tab shows unsent texts and asks before it continues as another person', async ({
  newBrowser,
  server,
}) => {
  const browser = await newBrowser();
  const one = await browser.signsIn('Toto');
  await one.sends('mine');
  await one.composer.fill('half a thought');
  const two = await browser.opens();
  await two.sees('mine');
  await expect(two.composer).toHaveValue('half a thought');
  await signsInByRequest(two, 'Tata');
  for (const tab of [one, two]) {
    await tab.reconnects();
    const question = tab.page.getByRole('dialog');
    await expect(question).toContainText('signed in as Tata in another tab');
    await expect(question).toContainText('This tab was signed in as Toto.');
    await expect(question).toContainText('half a thought');
  }
  await one.page.getByRole('button', { name: 'Continue as Tata' }).click();
  await one.sees('mine');
  await expect(one.page.getByRole('button', { name: /^Tata/ })).toBeVisible();
  await expect(one.composer).toHaveValue('');
  await one.sends('by Tata');
  await expect(one.message('by Tata')).toContainText('Tata');

  await two.page.reload();
  await two.sees('by Tata');
  await expect(two.page.getByRole('button', { name: /^Tata/ })).toBeVisible();
  await expect(two.composer).toHaveValue('');
  await server.stop();
});

test('signing out and in as another person in one tab applies to both', async ({ newBrowser }) => {
  const browser = await newBrowser();
  const one = await browser.signsIn('Toto');
  await one.sends('mine');
  const two = await browser.opens();
  await two.sees('mine');
  await two.composer.fill('half a thought');
  await one.signsOut('Toto');
  const question = one.page.getByRole('dialog', { name: 'Sign out anyway?' });
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(two.page.getByRole('dialog')).toBeVisible();
  await one.signsIn('Tata');
  await expect(two.page.getByRole('button', { name: /^Tata/ })).toBeVisible();
  for (const tab of [one, two]) await expect(tab.composer).toHaveValue('');
});

/** Simulates a browser without storage events. */
async function blockStorageEvents({ page }: Tab): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('storage', (event) => event.stopImmediatePropagation());
  });
}

async function entersName({ page }: Tab, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.keyboard.press('Enter');
}

/** Signs in with a request of its own: other tabs get no storage event. */
async function signsInByRequest({ page }: Tab, name: string): Promise<void> {
  await page.evaluate(async (called) => {
    const body = JSON.stringify({ name: called });
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/session', { method: 'POST', body, headers });
  }, name);
}
