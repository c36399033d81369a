import type { Page, Profile } from './engine.ts';
import { elementThat, holds, type Condition, type Sought } from './in-page.ts';

/** One page of somebody who takes part, in the words of what people do. */
export class Tab {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(profile: Profile, url: string): Promise<Tab> {
    return new Tab(await profile.open(url));
  }

  async signsIn(name: string): Promise<void> {
    await this.types({ css: 'dialog[open] input', name: 'Your name' }, `${name}\n`);
    await this.until(() => document.querySelector('dialog[open]') === null);
  }

  async says(text: string): Promise<void> {
    await this.types({ css: 'textarea', name: 'Message in # general' }, `${text}\n`);
  }

  /** Waits until each of these is read in something that the selector finds. */
  async sees(css: string, ...texts: string[]): Promise<void> {
    for (const name of texts) await this.evaluate(`${elementThat({ css, name })}.then(() => true)`);
  }

  async seesMessages(...texts: string[]): Promise<void> {
    await this.sees('[role=log] article', ...texts);
  }

  /** The texts of the messages in their order, from this one on; none if it is not there. */
  async textsFrom(first: string): Promise<string[]> {
    const texts = `[...document.querySelectorAll('[role=log] .message__text')].map((body) => {
      const words = body.cloneNode(true);
      for (const note of words.querySelectorAll('.message__note')) note.remove();
      return words.textContent.trim();
    })`;
    const all = (await this.evaluate(texts)) as string[];
    return all.includes(first) ? all.slice(all.indexOf(first)) : [];
  }

  async clicks(css: string, name: string): Promise<void> {
    await this.#page.click(elementThat({ css, name }));
  }

  async types(field: Sought, text: string): Promise<void> {
    await this.#page.type(elementThat(field), text);
  }

  /** The condition runs in the page, with these arguments, until it gives something true. */
  async until<Args extends unknown[]>(condition: Condition<Args>, ...args: Args): Promise<void> {
    await this.evaluate(holds(condition, args));
  }

  async evaluate(script: string): Promise<unknown> {
    return this.#page.evaluate(script);
  }

  async reloads(): Promise<void> {
    await this.#page.reload();
  }

  async closes(): Promise<void> {
    await this.#page.close();
  }
}
