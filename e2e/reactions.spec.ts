import { limits } from '../protocol/limits.ts';
import { expect, test } from './people.ts';

test('one of many who reacted sees their own reaction, takes it back, and reads who did', async ({
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
