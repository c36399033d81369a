import { expect, test, type Tab } from './people.ts';

test('two tabs at the sign-in agree: the second comes in as the person of the first', async ({
  somebody,
}) => {
  const browser = await somebody();
  const [one, two] = [await browser.opens(), await browser.opens()];
  await one.signsIn('Toto');
  await expect(two.page.getByRole('dialog')).toBeHidden();
  await two.sends('from the second');
  await one.sees('from the second');
  await expect(two.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
});

test('a tab that hears of nothing asks before another name there takes the place of the first', async ({
  somebody,
}) => {
  const browser = await somebody();
  const [one, two] = [await browser.opens(), await browser.opens('/healthz')];
  await hearsOfNothing(two);
  await two.page.goto(one.page.url());
  await expect(two.page.getByRole('dialog')).toBeVisible();
  await one.signsIn('Toto');
  await one.composer.fill('half a thought');
  await gives(two, 'Tata');
  await expect(two.page.getByRole('dialog')).toContainText('signed in as Toto in another tab');
  await one.sends('half a thought');
  await two.page.getByRole('button', { name: 'Continue as Toto' }).click();
  await two.sees('half a thought');
  await expect(two.page.getByRole('button', { name: /^Toto/ })).toBeVisible();
});

test('a tab asks, and shows what was not sent, before it goes on as another person', async ({
  somebody,
  server,
}) => {
  const browser = await somebody();
  const one = await browser.arrives('Toto');
  await one.sends('mine');
  await one.composer.fill('half a thought');
  const two = await browser.opens();
  await two.sees('mine');
  await expect(two.composer).toHaveValue('half a thought');
  await takesTheCookie(two, 'Tata');
  for (const tab of [one, two]) {
    await tab.triesAgain();
    const asked = tab.page.getByRole('dialog');
    await expect(asked).toContainText('signed in as Tata in another tab');
    await expect(asked).toContainText('This tab was signed in as Toto.');
    await expect(asked).toContainText('half a thought');
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

test('who signs out in one tab and comes in as somebody else is that person in both', async ({
  somebody,
}) => {
  const browser = await somebody();
  const one = await browser.arrives('Toto');
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

/** As in a browser where tabs cannot tell each other anything. */
async function hearsOfNothing({ page }: Tab): Promise<void> {
  await page.addInitScript(() => {
    addEventListener('storage', (event) => event.stopImmediatePropagation());
  });
}

async function gives({ page }: Tab, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.keyboard.press('Enter');
}

/** Signs in as an old page would, or a program of this browser: no tab is told. */
async function takesTheCookie({ page }: Tab, name: string): Promise<void> {
  await page.evaluate(async (called) => {
    const body = JSON.stringify({ name: called });
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/session', { method: 'POST', body, headers });
  }, name);
}
