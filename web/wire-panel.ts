import { wallClock } from '../client/clock.ts';
import './styles/wire-panel.css';
import { Lab } from './lab.ts';
import type { Page } from './page.ts';
import { Polling } from './polling.ts';
import { instruments } from './views/instruments.ts';

/** What only the wire panel needs: loaded when it is first shown, and kept as long as the page. */
export class WirePanel {
  readonly lab: Lab;
  readonly polling: Polling;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.lab = new Lab(wallClock, (injected) => page.wire.note(injected));
    this.polling = new Polling(page.chat);
    page.interceptor.intercept = (passing) => this.lab.intercept(passing);
  }

  build(signal: AbortSignal): HTMLElement[] {
    return instruments(this.#page, this, signal);
  }
}
