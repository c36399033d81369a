import type { Listener } from '../realtime/hub.ts';

/** The other end of a connection, in the hand of the test. */
export class End implements Listener {
  readonly language;
  readonly outlet;
  waiting = 0;
  isCut = false;
  #drained: (() => void)[] = [];

  constructor(language: Listener['language'], hear: (bytes: Buffer) => void) {
    this.language = language;
    const waiting = () => this.waiting;
    this.outlet = {
      write: hear,
      get waiting() {
        return waiting();
      },
      onceDrained: (call: () => void) => void this.#drained.push(call),
      ping() {},
      end() {},
      cut: () => void (this.isCut = true),
    };
  }

  drain(): void {
    this.waiting = 0;
    for (const call of this.#drained.splice(0)) call();
  }
}
