import type { Subscriber } from '../realtime/subscriber.ts';

/** The other end of a connection, in the hand of the test. */
export class End implements Subscriber {
  readonly codec;
  readonly sink;
  waiting = 0;
  isCut = false;
  #drained: (() => void)[] = [];

  constructor(codec: Subscriber['codec'], hear: (bytes: Buffer) => void) {
    this.codec = codec;
    const waiting = () => this.waiting;
    this.sink = {
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
