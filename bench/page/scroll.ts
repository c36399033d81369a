import { defaultRoom } from '../../protocol/limits.ts';
import type { SlowTab } from './browser.ts';

/** Pixels scrolled per frame. */
const step = 1_000;

/** Scrolls up to the first message or down to the last. Returns the highest number of rows. */
export async function scrollThrough({ page }: SlowTab, way: 'up' | 'down'): Promise<number> {
  return page.evaluate(
    async ([by, isUp]) => {
      const log = document.querySelector('.messages__log')!;
      const rows = document.querySelector('.messages__rows')!;
      const isDone = (): boolean => {
        const isStart = rows.querySelector('[data-is="start"]') !== null;
        const isEnd = document.querySelector<HTMLElement>('.newest')!.hidden === true;
        return isUp ? isStart && log.scrollTop <= 0 : isEnd;
      };
      let most = 0;
      while (!isDone()) {
        log.scrollTop += isUp ? -by : by;
        await new Promise(requestAnimationFrame);
        most = Math.max(most, rows.childElementCount);
      }
      return most;
    },
    [step, way === 'up'] as const,
  );
}

/** Waits until a message is shown. */
export async function hasShown({ page }: SlowTab, text: string): Promise<void> {
  await page.locator('.message__text', { hasText: text }).last().waitFor({ timeout: 60_000 });
}

export async function opens({ page }: SlowTab, url: URL): Promise<void> {
  await page.goto(new URL(`/#${defaultRoom}`, url).href);
  await page.getByRole('article').last().waitFor({ timeout: 60_000 });
}
