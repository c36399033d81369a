import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

test('a message is announced once; updates keep selection and focus', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  const toto = await person('Toto');
  await toto.sends('first of mine');
  await recordAnnouncements(toto.page);
  await toto.sends('second of mine');
  const mine = toto.message('second of mine');
  const id = (await mine.getAttribute('data-id'))!;
  expect(await announced(toto.page)).toEqual(['second of mine']);

  await mine.locator('.message__text').evaluate((text) => getSelection()?.selectAllChildren(text));
  await mine.focus();
  await expect.poll(() => robot.store.get().rooms.get('general')?.messages.length).toBe(2);
  expect(await robot.react(id, '👍', true)).toMatchObject({ type: 'ack' });
  await expect(mine.getByRole('button', { name: '👍' })).toHaveText('👍 1');
  expect(await selected(toto.page)).toBe('second of mine');
  await expect(mine).toBeFocused();
  expect(await announced(toto.page)).toEqual([]);

  const posted = robot.post('general', 'a word from afar');
  const other = toto.message('a word from afar');
  await expect(other).toBeVisible();
  expect(await selected(toto.page)).toBe('second of mine');
  expect(await announced(toto.page)).toEqual(['Robot a word from afar']);
  await robot.edit(posted, 'another word from afar');
  await expect(toto.message('another word from afar')).toContainText('edited');
  await robot.delete(posted);
  await toto.sees('message deleted');
  expect(await announced(toto.page)).toEqual([]);
  expect(await selected(toto.page)).toBe('second of mine');
});

test('a message in an unfocused window is unread until the window gets the focus', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  const toto = await person('Toto');
  await robot.rooms.create('side');
  const general = toto.page.getByRole('navigation').getByRole('link', { name: 'general' });
  const newLine = toto.log.getByText('New messages');
  await toto.setFocus(false);
  robot.post('general', 'did you see?');
  await toto.sees('did you see?');
  await expect(toto.page).toHaveTitle(/^\(1\)/);
  await expect(general).toContainText('1');
  await expect(newLine).toBeVisible();
  expect(await toto.unreadIn('general')).toBe(1);
  await toto.setFocus(true);
  await expect(toto.page).not.toHaveTitle(/\(1\)/);
  await expect.poll(() => toto.unreadIn('general')).toBe(0);
  await expect(general).not.toContainText('1');
  await expect(newLine).toBeVisible();
});

test('a room reopens at its scroll position, with new messages below', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  await robot.rooms.create('side');
  for (let line = 1; line <= 100; line++) robot.post('general', `line ${line}.`);
  await expect.poll(() => robot.store.get().outbox.length).toBe(0);
  const toto = await person('Toto');
  await toto.sees('line 100.');
  await toto.message('line 75.').evaluate((line) => line.scrollIntoView({ block: 'center' }));
  const newest = toto.page.getByRole('button', { name: /newest/ });
  await expect(newest).toBeVisible();
  await expect(toto.message('line 50.')).toHaveCount(1);
  const topOf = async (): Promise<number> => (await toto.message('line 75.').boundingBox())!.y;
  const before = await topOf();
  await toto.enters('side');
  await expect(toto.message('line 75.')).toHaveCount(0);
  robot.post('general', 'said meanwhile');
  await expect.poll(() => toto.unreadIn('general')).toBe(1);
  await toto.enters('general');
  await toto.sees('line 75.');
  expect(await topOf()).toBeCloseTo(before, 0);
  await expect(toto.log.getByText('New messages')).toHaveCount(1);

  await toto.page.getByRole('button', { name: '1 new message' }).click();
  await expect.poll(() => toto.unreadIn('general')).toBe(0);
  await toto.enters('side');
  await toto.enters('general');
  await expect(toto.message('said meanwhile')).toBeInViewport();
});

/** Records what a screen reader would announce from now on. */
async function recordAnnouncements(page: Page): Promise<void> {
  await page.evaluate(() => {
    const announcements: string[] = [];
    const isSilent = (node: Node | null): boolean =>
      (node instanceof Element ? node : node?.parentElement)
        ?.closest('[aria-live]')
        ?.getAttribute('aria-live') === 'off';
    const textOf = (node: Node): string => {
      if (isSilent(node) || (node instanceof Element && node.ariaHidden === 'true')) return '';
      if (node instanceof Text) return node.data;
      return [...node.childNodes].map(textOf).join(' ');
    };
    const note = (node: Node): void => {
      const text = textOf(node).replaceAll(/\s+/g, ' ').trim();
      if (node.isConnected && text !== '') announcements.push(text);
    };
    const seen = (records: MutationRecord[]): void => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') note(target);
        else addedNodes.forEach(note);
      }
    };
    const log = document.querySelector('[role=log]')!;
    new MutationObserver(seen).observe(log, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(globalThis, { announcements });
  });
}

declare const announcements: string[];

/** The announcements since the last call. */
function announced(page: Page): Promise<string[]> {
  return page.evaluate(() => announcements.splice(0));
}

function selected(page: Page): Promise<string> {
  return page.evaluate(() => getSelection()?.toString() ?? '');
}
