import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions } from '@playwright/test';
import { expect, test } from './people.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const looks: Record<string, BrowserContextOptions> = {
  'in the light theme': { colorScheme: 'light' },
  'in the dark theme': { colorScheme: 'dark' },
  'on a phone': { colorScheme: 'light', ...phone },
  'in French': { colorScheme: 'dark', locale: 'fr-FR' },
};

for (const [name, options] of Object.entries(looks)) {
  test(`axe finds no violation ${name}`, async ({ person, program, newBrowser }) => {
    const robot = await program('Robot');
    const id = robot.post('general', 'hello, see https://example.org');
    await robot.react(id, '👍', true);
    await robot.delete(robot.post('general', 'gone'));
    const stranger = await (await newBrowser(options)).opens();
    await expect(stranger.page.getByRole('dialog')).toBeVisible();
    expect((await new AxeBuilder({ page: stranger.page }).analyze()).violations).toEqual([]);
    const toto = await person('Toto', options);
    await toto.sees('hello');
    await toto.says('hi');
    await toto.sees('hi');
    expect((await new AxeBuilder({ page: toto.page }).analyze()).violations).toEqual([]);
  });
}
