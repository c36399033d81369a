import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { browserPath } from '../../scripts/install/browser.js';
import { pinLoadClient, unpin } from '../contenders/pinned-process.ts';

const slowdown = 4;
const executablePath = browserPath();
const desktop = { width: 1360, height: 860 };

/** A tab as slow as on an old phone, with the developer tools of its browser. */
export interface SlowTab {
  page: Page;
  cdp: CDPSession;
}

/** The state of a signed-in browser: the cookie, and no page yet. */
export type Visitor = Awaited<ReturnType<typeof signedIn>>;

/** The browser uses all cores, as on a desktop. */
export async function startBrowser(): Promise<Browser> {
  unpin();
  try {
    return await chromium.launch(executablePath === undefined ? {} : { executablePath });
  } finally {
    pinLoadClient();
  }
}

export async function signedIn(browser: Browser, url: URL, name: string) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url.href);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A tab with an empty cache, slowed down before it loads. */
export async function slowTab(browser: Browser, url: URL, visitor: Visitor): Promise<SlowTab> {
  const context = await browser.newContext({ storageState: visitor, viewport: desktop });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  // Same origin and so same process: the slowdown stays.
  await page.goto(new URL('/healthz', url).href);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, cdp };
}

/** Bytes of the JavaScript heap after garbage collection. */
export async function heapOf({ cdp }: SlowTab): Promise<number> {
  for (let times = 0; times < 2; times++) await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}
