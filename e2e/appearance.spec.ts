import type { Locator } from '@playwright/test';
import { expect, test } from './people.ts';

test('on a narrow screen the wire covers the conversation until Escape', async ({
  person,
}, info) => {
  const toto = await person('Toto', { viewport: { width: 1024, height: 768 } });
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  for (const [width, height] of [
    [640, 400],
    [800, 600],
    [1_024, 768],
  ] as const) {
    await toto.page.setViewportSize({ width, height });
    const before = await boxOf(toto.log);
    await toto.page.getByRole('button', { name: /WebSocket/ }).click();
    const { x, y, width: wide, height: high } = await boxOf(wire);
    expect([x + wide, y, high]).toEqual([width, 0, height]);
    expect(await boxOf(toto.log)).toEqual(before);
    await expect(wire.getByText('"type":"welcome"')).toBeInViewport();
    await toto.page.screenshot({ path: info.outputPath(`wire-${width}.png`) });
    await wire.getByRole('button', { name: '/echo' }).scrollIntoViewIfNeeded();
    await expect(wire.getByRole('button', { name: '/echo' })).toBeInViewport();
    await toto.page.keyboard.press('Escape');
    await expect(wire).toBeHidden();
  }
});

test('on a wide screen the wire is beside the conversation, and Escape keeps it open', async ({
  person,
}, info) => {
  const toto = await person('Toto', { viewport: { width: 1_280, height: 800 } });
  const wire = toto.page.getByRole('complementary', { name: 'The wire' });
  const [log, panel] = [await boxOf(toto.log), await boxOf(wire)];
  expect(log.x + log.width).toBe(panel.x);
  expect([panel.x + panel.width, panel.height]).toEqual([1_280, 800]);
  await expect(wire.getByText('"type":"welcome"')).toBeInViewport();
  await toto.page.screenshot({ path: info.outputPath('wire-1280.png') });
  await toto.page.keyboard.press('Escape');
  await expect(wire).toBeVisible();
});

test('in forced colours board cells and pressed reactions have outlines', async ({
  person,
  program,
}) => {
  const robot = await program('Robot');
  const toto = await person('Toto', { forcedColors: 'active' });
  await robot.games.propose('general', 'morpion');
  robot.post('general', 'like it?');
  const cell = toto.log.getByRole('gridcell').first();
  await expect(cell).toHaveCSS('border-top-style', 'solid');
  await expect(cell).not.toHaveCSS('border-top-width', '0px');
  await toto.message('like it?').hover();
  await toto.page.getByRole('button', { name: 'React' }).click();
  await toto.page.getByRole('button', { name: '🎉' }).click();
  const chip = toto.message('like it?').getByRole('button', { pressed: true });
  await expect(chip.locator('.reactions__shape')).toHaveCSS('outline-style', 'solid');
});

test('prints the loaded conversation without controls', async ({ person }) => {
  const toto = await person('Toto');
  for (let line = 1; line <= 3; line++) await toto.sends(`page ${line}\n${'\n·'.repeat(30)}`);
  await toto.page.emulateMedia({ media: 'print' });
  const { scrollHeight, clientHeight } = await toto.log.evaluate(sizeOf);
  expect(scrollHeight).toBe(clientHeight);
  expect(clientHeight).toBeGreaterThan(2_000);
  await expect(toto.composer).toBeHidden();
  await expect(toto.page.getByRole('complementary', { name: 'The wire' })).toBeHidden();
  await expect(toto.page.getByRole('navigation')).toBeHidden();
});

test('a text keeps its own direction, and a link shows its target', async ({ person }) => {
  const toto = await person('Toto');
  await toto.sends('שלום עולם');
  await expect(toto.message('שלום').locator('.message__text')).toHaveCSS('direction', 'rtl');
  await toto.says('see http://my_host:8080/x, and \u202E http://a.example/\u202Egnp.exe now');
  const links = toto.message('see').getByRole('link');
  await expect(links).toHaveText(['http://my_host:8080/x', 'http://a.example/%E2%80%AEgnp.exe']);
  await expect(links.first()).toHaveAttribute('href', 'http://my_host:8080/x');
  await expect(links.last()).toHaveCSS('unicode-bidi', 'isolate');
});

test('undo removes an inserted emoji', async ({ person }) => {
  const toto = await person('Toto');
  await toto.composer.fill('');
  await toto.composer.pressSequentially('well');
  await toto.page.getByRole('button', { name: 'Emoji' }).click();
  await toto.page.getByRole('button', { name: '🎉' }).click();
  await expect(toto.composer).toHaveValue('well🎉');
  await toto.composer.press('Control+z');
  await expect(toto.composer).toHaveValue('well');
});

async function boxOf(
  locator: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('the element is not visible');
  return box;
}

function sizeOf({ scrollHeight, clientHeight }: Element): Record<string, number> {
  return { scrollHeight, clientHeight };
}
