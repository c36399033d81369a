import type { Access, Subscriber } from '../../realtime/subscriber.ts';

/** Lets everybody see every room. */
export const openAccess: Access = { whileVisible: async (_person, room, act) => act(room) };

/** A subscriber without a connection: the test sees what is written and sets the unsent bytes. */
export class FakeSubscriber implements Subscriber {
  readonly person = { id: 'p-toto', name: 'Toto' };
  readonly codec;
  readonly sink;
  unsentBytes = 0;
  isCut = false;
  #drained: (() => void)[] = [];

  constructor(codec: Subscriber['codec'], write: (bytes: Buffer) => void) {
    this.codec = codec;
    const unsentBytes = () => this.unsentBytes;
    this.sink = {
      write,
      get unsentBytes() {
        return unsentBytes();
      },
      onceDrained: (call: () => void) => void this.#drained.push(call),
      ping() {},
      end() {},
      cut: () => void (this.isCut = true),
    };
  }

  drain(): void {
    this.unsentBytes = 0;
    for (const call of this.#drained.splice(0)) call();
  }
}
