import type { Locator } from '@playwright/test';
import { limits } from '../protocol/limits.ts';
import { expect, test } from './people.ts';

test('one of many who reacted sees their own reaction, removes it, and sees who reacted', async ({
  person,
  program,
}) => {
  const toto = await person('Toto');
  await toto.sends('a good idea');
  const id = await toto.message('a good idea').getAttribute('data-id');
  const tata = await person('Tata');
  await tata.sees('a good idea');
  for (let n = 1; n <= limits.reactionNames; n++) {
    const one = await program(`Pupil ${n}`);
    expect(await one.react(id!, '👍', true)).toMatchObject({ type: 'ack' });
  }
  const chip = tata.message('a good idea').getByRole('button', { name: '👍' });
  await expect(chip).toHaveText('👍 10');
  await chip.click();
  await expect(chip).toHaveText('👍 11');
  await expect(chip).toHaveAttribute('aria-pressed', 'true');

  await tata.page.reload();
  await expect(chip).toHaveText('👍 11');
  await expect(chip).toHaveAttribute('aria-pressed', 'true');
  const seenByToto = toto.message('a good idea').getByRole('button', { name: '👍' });
  await expect(seenByToto).toHaveAttribute('aria-pressed', 'false');
  await chip.hover();
  await expect(chip).toHaveAttribute('title', /^Pupil 1, .*Pupil 10, Tata$/);

  await chip.click();
  await expect(chip).toHaveText('👍 10');
  await expect(chip).toHaveAttribute('aria-pressed', 'false');
});

test('tabs of one person agree on the own reaction, and hovering shows the others', async ({
  person,
  program,
}) => {
  const toto = await person('Toto');
  await toto.sends('a popular idea');
  const id = await toto.message('a popular idea').getAttribute('data-id');
  for (let n = 1; n <= limits.reactionNames + 2; n++) {
    const one = await program(`Pupil ${n}`);
    expect(await one.react(id!, '🎉', true)).toMatchObject({ type: 'ack' });
  }
  const other = await toto.page.context().newPage();
  await other.goto(toto.page.url());
  const [here, there] = [toto.page, other].map((page) =>
    page
      .getByRole('article')
      .filter({ hasText: 'a popular idea' })
      .getByRole('button', { name: '🎉' }),
  ) as [Locator, Locator];
  const bothAre = async (count: number, pressed: boolean): Promise<void> => {
    for (const chip of [here, there]) {
      await expect(chip).toHaveText(`🎉 ${count}`);
      await expect(chip).toHaveAttribute('aria-pressed', String(pressed));
    }
  };
  await bothAre(12, false);
  await here.click();
  await bothAre(13, true);
  await expect(here).toHaveAttribute('title', /^Pupil 1, .*Pupil 12, Toto$/);
  await there.click();
  await bothAre(12, false);
  await expect(there).toHaveAttribute('title', /^Pupil 1, .*Pupil 12$/);
  await there.click();
  await bothAre(13, true);
});
