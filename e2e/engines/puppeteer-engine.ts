import {
  launch,
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type LaunchOptions,
  type Page as PuppeteerPage,
} from 'puppeteer-core';
import { browserProgram } from '../../scripts/install/browser.js';
import { firefoxPath } from '../../scripts/install/engines.js';
import type { Engine, Page, Profile } from './engine.ts';

const size = { width: 1360, height: 860 };

/** Chromium over the DevTools protocol. */
export async function startChromium(): Promise<Engine> {
  const args = ['--no-sandbox', '--disable-quic', '--no-first-run', '--lang=en-GB'];
  return start({ browser: 'chrome', executablePath: browserProgram(), headless: 'shell', args });
}

/** Firefox over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const extraPrefsFirefox = { 'intl.accept_languages': 'en-GB' };
  return start({ browser: 'firefox', executablePath: firefoxPath() ?? '', extraPrefsFirefox });
}

async function start(options: LaunchOptions & { executablePath: string }): Promise<Engine> {
  const browser = await launch({ ...options, defaultViewport: size });
  return {
    newProfile: () => newProfile(browser),
    close: () => browser.close(),
  };
}

async function newProfile(browser: Browser): Promise<Profile> {
  const context = await browser.createBrowserContext();
  return { open: (url) => open(context, url) };
}

async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage({ type: 'window' });
  await page.goto(url);
  return {
    evaluate: (script) => page.evaluate(script),
    click: async (script) => (await elementOf(page, script)).click(),
    type: async (script, text) => {
      const [words = '', ...lines] = text.split('\n');
      const element = await elementOf(page, script);
      await element.type(words);
      for (const line of lines) {
        await element.press('Enter');
        if (line) await element.type(line);
      }
    },
    reload: async () => void (await page.reload()),
    close: () => page.close(),
  };
}

/** Brings the page to the front, so that keys and clicks reach it. */
async function elementOf(page: PuppeteerPage, script: string): Promise<ElementHandle<Element>> {
  await page.bringToFront();
  const element = (await page.evaluateHandle(script)).asElement();
  if (element === null) throw new Error(`no element: ${script}`);
  return element as ElementHandle<Element>;
}
