import type { Page, Profile } from './engine.ts';
import { elementThat, holds, type Condition, type Sought } from './in-page.ts';

/** A page of a person, with actions in the terms of the user interface. */
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

  async sends(text: string): Promise<void> {
    await this.types({ css: 'textarea', name: 'Message in # general' }, `${text}\n`);
  }

  /** Waits until each text appears in an element that matches the selector. */
  async sees(css: string, ...texts: string[]): Promise<void> {
    for (const name of texts) await this.evaluate(`${elementThat({ css, name })}.then(() => true)`);
  }

  async seesMessages(...texts: string[]): Promise<void> {
    await this.sees('[role=log] article', ...texts);
  }

  /** The texts of the messages in order, from this one on; none if it is not there. */
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

  /**
   * Waits until the condition, which runs in the page with these arguments, returns a truthy value.
   */
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
