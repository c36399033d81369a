import { expect, test } from './people.ts';

test('the page uses the language of the browser', async ({ person }) => {
  const toto = await person('Toto', { locale: 'fr-FR' });
  await expect(toto.page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(toto.page.getByRole('heading', { level: 1 })).toHaveText('# général');
  await expect(toto.page.getByRole('button', { name: 'Envoyer' })).toBeVisible();
  const tata = await person('Tata', { locale: 'en-GB' });
  await expect(tata.page.getByRole('button', { name: 'Send' })).toBeVisible();
  await tata.says('hello');
  await toto.sees('hello');
  await expect(toto.page.getByText('Aujourd’hui')).toBeVisible();
});

test('a refusal shows in the language of the page', async ({ person, newBrowser }) => {
  await person('Toto');
  const tab = await (await newBrowser({ locale: 'fr-FR' })).opens();
  await tab.page.getByRole('textbox', { name: 'Votre nom' }).fill('Toto');
  await tab.page.keyboard.press('Enter');
  await expect(tab.page.getByRole('alert')).toContainText('pris');
});

test('a 12-hour time does not touch the text beside it', async ({ person }) => {
  const toto = await person('Toto', { locale: 'en-US' });
  for (const text of ['one', 'two']) await toto.sends(text);
  const gap = await toto.message('two').evaluate((message) => {
    const edgesOf = (selector: string): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(message.querySelector(selector)!);
      return range.getBoundingClientRect();
    };
    return edgesOf('.message__text').left - edgesOf('.message__time').right;
  });
  expect(gap).toBeGreaterThanOrEqual(4);
});
