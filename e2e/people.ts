import {
  test as base,
  expect,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';
import { Chat } from '../client/chat.ts';
import { RunningServer } from '../scripts/server/running-server.ts';
import { ServerHost } from './server-host.ts';

/** A tab of one person, with methods for what people do. */
export class Tab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message (in|dans) / });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text });
  }

  async says(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Sends a message and waits until the server has it. */
  async sends(text: string): Promise<void> {
    await this.says(text);
    await this.hasSent(text);
  }

  async hasSent(text: string): Promise<void> {
    await expect(this.message(text)).not.toContainText('sending…');
    await expect(this.message(text)).toHaveAttribute('data-is', 'text');
  }

  async sees(...texts: string[]): Promise<void> {
    for (const text of texts) await expect(this.message(text)).toBeVisible();
  }

  /** The texts of the rendered messages, in order. */
  async texts(): Promise<string[]> {
    return this.log.locator('.message__text').evaluateAll((bodies) =>
      bodies.map((body) => {
        const words = body.cloneNode(true) as HTMLElement;
        for (const note of words.querySelectorAll('.message__note')) note.remove();
        return words.textContent.trim();
      }),
    );
  }

  async enters(room: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: room }).click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(`# ${room}`);
  }

  /** The unread count of a room, from the server. */
  async unreadIn(room: string): Promise<number | undefined> {
    const answer = await this.page.request.get(new URL('/api/rooms', this.page.url()).href);
    const { rooms } = (await answer.json()) as { rooms: { name: string; unread: number }[] };
    return rooms.find(({ name }) => name === room)?.unread;
  }

  /** Simulates that the window gets or loses the focus. */
  async setFocus(hasFocus: boolean): Promise<void> {
    await this.page.evaluate((value) => {
      document.hasFocus = () => value;
      dispatchEvent(new Event(value ? 'focus' : 'blur'));
    }, hasFocus);
  }

  /** Waits until page and messages are saved, so that it opens without a server. */
  async savesThePage(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      dispatchEvent(new Event('pagehide'));
    });
  }

  /** Reconnects at once, as when a network is back, instead of after a random delay. */
  async reconnects(): Promise<void> {
    await this.page.evaluate(() => void dispatchEvent(new Event('online')));
  }

  /** Signs out in the settings menu. */
  async signsOut(name: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${name}`, 'u') }).click();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
  }

  async signsIn(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /Your name|Votre nom/ }).fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }
}

/** A browser context of one person: its tabs share cookies and storage. */
export class PersonalBrowser {
  readonly #context: BrowserContext;
  readonly #url: string;

  constructor(context: BrowserContext, url: string) {
    this.#context = context;
    this.#url = url;
  }

  async opens(path = '/'): Promise<Tab> {
    const page = await this.#context.newPage();
    await page.goto(this.#url + path);
    return new Tab(page);
  }

  /** Opens a tab and signs in there. */
  async signsIn(name: string, path = '/'): Promise<Tab> {
    const tab = await this.opens(path);
    await tab.signsIn(name);
    return tab;
  }
}

interface Fixtures {
  /** Environment variables of the server. */
  settings: Record<string, string>;
  server: RunningServer;
  /** A new person with an own browser; returns the first tab, signed in. */
  person: (name: string, options?: BrowserContextOptions, path?: string) => Promise<Tab>;
  /** A new browser context without a person. */
  newBrowser: (options?: BrowserContextOptions) => Promise<PersonalBrowser>;
  /** A client without a page, connected to the room general. */
  program: (name: string) => Promise<Chat>;
}

export const test = base.extend<Fixtures, { host: ServerHost }>({
  host: [
    async ({}, use) => {
      const host = new ServerHost();
      await use(host);
      await host.end();
    },
    { scope: 'worker' },
  ],
  settings: [{}, { option: true }],
  server: async ({ settings, host }, use) => {
    const server = await RunningServer.start(settings, host.launch);
    await use(server);
    await server.remove();
  },
  newBrowser: async ({ browser, server, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      contexts.push(context);
      return new PersonalBrowser(context, server.url);
    });
    for (const context of contexts) await context.close();
  },
  person: async ({ newBrowser }, use) => {
    await use(async (name, options, path) => (await newBrowser(options)).signsIn(name, path));
  },
  program: async ({ server }, use) => {
    const chats: Chat[] = [];
    await use(async (name) => {
      const chat = await programNamed(name, new URL(server.url));
      chats.push(chat);
      return chat;
    });
    for (const chat of chats) chat.close();
  },
});

export { expect };

async function programNamed(name: string, server: URL): Promise<Chat> {
  const { token } = await new Chat({ server }).api.signIn(name);
  const chat = new Chat({ server, token });
  chat.enter('general');
  chat.open();
  return chat;
}
