import { expect, test } from './people.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('on a phone a button opens the rooms, and sending works', async ({ person, program }) => {
  const robot = await program('Robot');
  await robot.rooms.create('side');
  const toto = await person('Toto', phone);
  await toto.says('from a phone');
  await toto.sees('from a phone');
  const rooms = toto.page.getByRole('navigation');
  await expect(rooms).not.toBeInViewport();
  await toto.page.getByRole('button', { name: 'Show the rooms' }).click();
  await expect(rooms).toBeInViewport();
  await rooms.getByRole('link', { name: 'side' }).click();
  await expect(toto.page.getByRole('heading', { level: 1 })).toHaveText('# side');
  await expect(rooms).not.toBeInViewport();
  const { scrollWidth, clientWidth } = await toto.page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
});
