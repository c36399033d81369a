import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Chat } from './chat.ts';
import { ManualClock } from './test-support/test-kit.ts';
import {
  ScriptedServer,
  type Fault,
  type ScriptedTransport,
} from './test-support/scripted-server.ts';
import type { TransportKind } from './transport/transport.ts';

test('delivers everything once and in order, whichever transports are blocked, cut and upgraded', () => {
  const steps = fc.array(step, { maxLength: 60, size: 'max' });
  const firstTransport = fc.constantFrom('websocket', 'stream', 'poll');
  const run = fc.property(firstTransport, steps, (first, steps) => {
    const world = new World(first);
    for (const each of steps) world.take(each);
    world.settle();
    assert.deepEqual(world.arrived, world.written);
    assert.deepEqual(world.shown, world.arrived);
    assert.deepEqual(world.outbox, []);
    assert.equal(world.by, 'websocket');
  });
  fc.assert(run, { numRuns: 500 });
});

type Step =
  | { does: 'write' | 'cut' | 'wake' | 'suspend' }
  | { does: 'let in' | 'block' | 'flow' | 'pass up' | 'pass down'; transport: number }
  | { does: 'wait'; milliseconds: number }
  | { does: 'fault'; fault: Fault; direction: 'up' | 'down'; transport: number };

const steps = {
  write: fc.record({ does: fc.constant('write') }),
  hurt: fc.record({ does: fc.constantFrom('wake', 'cut', 'suspend') }),
  transport: fc.record({
    does: fc.constantFrom('let in', 'let in', 'flow', 'flow', 'pass up', 'pass down', 'block'),
    transport: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  wait: fc.record({
    does: fc.constant('wait'),
    milliseconds: fc.constantFrom(0, 250, 3_000, 5_000, 5_000),
  }),
  fault: fc.record({
    does: fc.constant('fault'),
    fault: fc.constantFrom('loses', 'delays', 'repeats'),
    direction: fc.constantFrom('up', 'down'),
    transport: fc.constantFrom(0, 0, 0, 1, 2),
  }),
} satisfies Record<string, fc.Arbitrary<Step>>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: steps.write },
  { weight: 16, arbitrary: steps.transport },
  { weight: 5, arbitrary: steps.wait },
  { weight: 3, arbitrary: steps.fault },
  { weight: 1, arbitrary: steps.hurt },
);

/** A user, a server, and a network that the test controls. */
class World {
  readonly written: string[] = [];
  readonly #clock = new ManualClock();
  readonly #server = new ScriptedServer();
  readonly #chat: Chat;

  constructor(firstTransport: TransportKind) {
    this.#chat = new Chat({
      server: new URL('http://127.0.0.1:3000'),
      clock: this.#clock,
      openTransport: (kind) => this.#server.connect(kind),
      firstTransport,
    });
    this.#chat.open();
  }

  /** The texts that the server holds. */
  get arrived(): string[] {
    return this.#server.messages.map(textOf);
  }

  /** The texts that the user sees in the room. */
  get shown(): string[] {
    return (this.#chat.store.get().rooms.get('general')?.messages ?? []).map(textOf);
  }

  get outbox(): readonly object[] {
    return this.#chat.store.get().outbox;
  }

  get by(): string {
    return this.#chat.connection.by;
  }

  take(step: Step): void {
    const { connection } = this.#chat;
    switch (step.does) {
      case 'write':
        this.written.push(`${this.written.length}`);
        return void this.#chat.post('general', this.written.at(-1)!);
      case 'cut':
        return connection.cut();
      case 'wake':
        return this.#chat.wake();
      case 'suspend':
        return this.#chat.suspend();
      case 'wait':
        return this.#clock.pass(step.milliseconds);
      case 'fault':
        return this.#transportAt(step.transport)?.fault(step.fault, step.direction);
      default:
        if ('transport' in step) this.#onTransport(step.does, this.#transportAt(step.transport));
    }
  }

  /** Lets everything work for some minutes. */
  settle(): void {
    this.#chat.wake();
    for (let seconds = 0; seconds < 240; seconds++) {
      for (const each of this.#server.transports) this.#keepAlive(each, seconds);
      this.#clock.pass(1_000);
    }
  }

  /** One of the last three transports. */
  #transportAt(number: number): ScriptedTransport | undefined {
    return this.#server.transports.at(-1 - number);
  }

  #onTransport(does: string, transport: ScriptedTransport | undefined): void {
    if (transport === undefined) return;
    if (does === 'let in') this.#server.welcome(transport);
    if (does === 'block') transport.cut();
    if (does === 'flow') transport.flow();
    if (does === 'pass up') transport.passUp();
    if (does === 'pass down') transport.passDown();
  }

  #keepAlive(transport: ScriptedTransport, seconds: number): void {
    this.#server.welcome(transport);
    if (seconds % 15 === 0) this.#server.beat(transport);
    transport.flow();
  }
}

function textOf(message: object): string {
  return 'text' in message ? String(message.text) : '';
}
