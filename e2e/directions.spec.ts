import { expect, test, type Tab } from './people.ts';

const [hebrew, arabic, room] = ['שרה', 'محمد', 'חדר'];
const topic = 'דיבור\u202E חופשי';

test('names keep their own direction in every view and do not change that of the text around them', async ({
  person,
}) => {
  const toto = await person('Toto');
  const sara = await person(hebrew);
  const muhammad = await person(arabic, { locale: 'fr-FR' });
  await sara.page.getByRole('button', { name: 'New room' }).click();
  await sara.page.getByRole('textbox', { name: 'Name' }).fill(room);
  await sara.page.getByRole('textbox', { name: 'Topic' }).fill(topic);
  await sara.page.getByRole('button', { name: 'Create the room' }).click();
  for (const tab of [toto, muhammad]) {
    await tab.page.getByRole('navigation').getByRole('link', { name: room }).click();
  }
  await sara.sends('shalom');
  await muhammad.says('/morpion');
  await sara.page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(toto.page.getByRole('grid')).toBeVisible();
  await toto.page.locator('.people__stack').click();
  await toto.page.keyboard.press('Escape');
  await toto.page.keyboard.press('Control+k');
  for (const tab of [toto, sara, muhammad]) {
    expect(await unisolated(tab, [hebrew, arabic, room, 'דיבור'])).toEqual([]);
    expect(await tab.page.title()).toContain(`# \u2068${room}\u2069 ·`);
  }
});

/** Elements and attributes that contain a user text without isolation. */
async function unisolated({ page }: Tab, texts: readonly string[]): Promise<string[]> {
  return page.evaluate((wanted) => {
    const isolates = (element: Element): boolean =>
      ['isolate', 'isolate-override', 'plaintext'].includes(getComputedStyle(element).unicodeBidi);
    const isUnisolated = (text: string): boolean =>
      wanted.some((each) => text.replace(/\u2068[^\u2069]*\u2069/gu, '').includes(each));
    const found: string[] = [];
    const all = document.querySelectorAll('body *');
    for (const element of all) {
      const isForeign = element.closest('#wire, script, textarea') !== null;
      if (isForeign) continue;
      for (const { name, value } of element.attributes) {
        const isShown = ['title', 'placeholder'].includes(name) || name.startsWith('aria-');
        if (isShown && isUnisolated(value)) found.push(`${element.className} ${name}: ${value}`);
      }
      for (const node of element.childNodes) {
        const isText = node.nodeType === Node.TEXT_NODE && isUnisolated(node.textContent ?? '');
        if (isText && !isolates(element)) found.push(`${element.className}: ${node.textContent}`);
      }
    }
    return found;
  }, texts);
}
