import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

test('copies several messages as "Name, time: text", and a part of one unchanged', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  const toto = await person('Toto');
  await toto.sends('first\n  indented');
  await toto.sends('second <b> https://example.org/');
  robot.post('general', 'third, the last');
  await toto.sees('third, the last');
  await recordCopies(toto.page);
  await toto.page.evaluate(() => {
    const texts = document.querySelectorAll('.message__text');
    const [first, last] = [texts[0]!.firstChild!, texts[2]!.firstChild!];
    getSelection()?.setBaseAndExtent(first, 'fir'.length, last, 'third'.length);
  });
  await toto.page.keyboard.press('ControlOrMeta+c');
  const { text, html } = await copied(toto.page);
  expect(text.replaceAll(/\d\d:\d\d/g, 'TIME')).toBe(
    'Toto, TIME: st\n  indented\nToto, TIME: second <b> https://example.org/\nRobot, TIME: third',
  );
  expect(html).toContain('second &lt;b&gt; <a href="https://example.org/"');

  await toto.page.evaluate(() => {
    const text = document.querySelector('.message__text')!.firstChild!;
    getSelection()?.setBaseAndExtent(text, 0, text, 'first'.length);
  });
  await toto.page.keyboard.press('ControlOrMeta+c');
  expect(await copied(toto.page)).toMatchObject({ isOurs: false });
});

test('refuses a dropped or pasted file with a sentence, and inserts a text into the field', async ({
  person,
}) => {
  const toto = await person('Toto');
  const word = toto.page.getByRole('alert').filter({ hasText: 'Files cannot be sent yet' });
  const gives = (where: string, how: 'drop' | 'paste', text?: string): Promise<boolean> =>
    toto.page.evaluate(give, { where, how, text });
  expect(await gives('.messages', 'drop')).toBe(true);
  await expect(word).toBeVisible();
  await toto.composer.pressSequentially('so: ');
  await expect(word).toBeHidden();
  expect(await gives('.composer__field', 'paste')).toBe(true);
  await expect(word).toBeVisible();
  expect(await gives('.messages', 'drop', 'dropped')).toBe(true);
  expect(await gives('body', 'paste', ' and pasted')).toBe(true);
  await expect(toto.composer).toHaveValue('so: dropped and pasted');
  await expect(word).toBeHidden();
  expect(await gives('.sidebar', 'drop', 'a link')).toBe(true);
  expect(await gives('.composer__field', 'drop', 'by the browser')).toBe(false);
  await expect(toto.composer).toHaveValue('so: dropped and pasted');
});

test('a field grows with its text in browsers without field-sizing', async ({ newBrowser }) => {
  const browser = await newBrowser();
  const toto = await browser.opens('/healthz');
  await toto.page.addInitScript(() => {
    const supports = CSS.supports.bind(CSS);
    CSS.supports = (name: string, value?: string) =>
      name !== 'field-sizing' && supports(name, value ?? '');
    const style = new CSSStyleSheet();
    style.replaceSync('textarea { field-sizing: fixed !important }');
    document.adoptedStyleSheets = [style];
  });
  await toto.page.goto(new URL('/', toto.page.url()).href);
  await toto.signsIn('Toto');
  const height = async (): Promise<number> => (await toto.composer.boundingBox())!.height;
  const line = await height();
  await toto.composer.fill('one\ntwo\nthree');
  expect((await height()) / line).toBeCloseTo(3, 0);
  await toto.composer.fill('line\n'.repeat(90));
  expect(await height()).toBeCloseTo(0.4 * toto.page.viewportSize()!.height);
  await toto.sends('one\ntwo\nthree');
  expect(await height()).toBe(line);
  await toto.message('one').hover();
  const heightOnFocus = toto.page.evaluate(nextFocusedFieldHeight);
  await toto.page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(toto.page.getByRole('textbox', { name: 'Edit the message' })).toBeFocused();
  expect((await heightOnFocus) / line).toBeCloseTo(3, 0);
});

/** Runs in the page: the height that the next focused text field has at that moment. */
function nextFocusedFieldHeight(): Promise<number> {
  return new Promise((resolve) => {
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof HTMLTextAreaElement) resolve(target.offsetHeight);
    });
  });
}

/** Runs in the page: drops or pastes a text or a picture. Returns whether the page handled it. */
function give({
  where,
  how,
  text,
}: {
  where: string;
  how: string;
  text: string | undefined;
}): boolean {
  const data = new DataTransfer();
  if (text === undefined) data.items.add(new File(['…'], 'photo.png', { type: 'image/png' }));
  else data.setData('text/plain', text);
  const event =
    how === 'drop'
      ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
      : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data });
  return !document.querySelector(where)!.dispatchEvent(event);
}

interface Copied {
  text: string;
  html: string;
  isOurs: boolean;
}

declare const lastCopied: Copied;

/** Records what is copied from now on. */
async function recordCopies(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener('copy', ({ clipboardData, defaultPrevented: isOurs }) => {
      const [text, html] = ['text/plain', 'text/html'].map((kind) => clipboardData!.getData(kind));
      Object.assign(globalThis, { lastCopied: { text, html, isOurs } });
    });
  });
}

function copied(page: Page): Promise<Copied> {
  return page.evaluate(() => lastCopied);
}
