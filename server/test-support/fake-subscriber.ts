import type { Subscriber } from '../realtime/subscriber.ts';

/** A subscriber without a connection: the test sees what is written and sets the unsent bytes. */
export class End implements Subscriber {
  readonly codec;
  readonly sink;
  waiting = 0;
  isCut = false;
  #drained: (() => void)[] = [];

  constructor(codec: Subscriber['codec'], write: (bytes: Buffer) => void) {
    this.codec = codec;
    const waiting = () => this.waiting;
    this.sink = {
      write,
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
