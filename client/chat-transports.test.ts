import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Chat } from './chat.ts';
import { ManualClock } from './test-support/test-kit.ts';
import { ScriptedServer, type Harm, type ScriptedLine } from './test-support/scripted-server.ts';
import type { TransportKind } from './transport/transport.ts';

test('whatever ways are blocked, cut and taken over, all that is written arrives once, in order', () => {
  const steps = fc.array(step, { maxLength: 60, size: 'max' });
  const firstTransport = fc.constantFrom('websocket', 'stream', 'poll');
  const run = fc.property(firstTransport, steps, (first, steps) => {
    const world = new World(first);
    for (const each of steps) world.takes(each);
    world.settles();
    assert.deepEqual(world.arrived, world.written);
    assert.deepEqual(world.shown, world.arrived);
    assert.deepEqual(world.outbox, []);
    assert.equal(world.by, 'websocket');
  });
  fc.assert(run, { numRuns: 500 });
});

type Step =
  | { does: 'write' | 'cut' | 'wake' | 'suspend' }
  | { does: 'let in' | 'block' | 'flow' | 'pass up' | 'pass down'; line: number }
  | { does: 'wait'; milliseconds: number }
  | { does: 'harm'; harm: Harm; direction: 'up' | 'down'; line: number };

const steps = {
  write: fc.record({ does: fc.constant('write') }),
  hurt: fc.record({ does: fc.constantFrom('wake', 'cut', 'suspend') }),
  line: fc.record({
    does: fc.constantFrom('let in', 'let in', 'flow', 'flow', 'pass up', 'pass down', 'block'),
    line: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  wait: fc.record({
    does: fc.constant('wait'),
    milliseconds: fc.constantFrom(0, 250, 3_000, 5_000, 5_000),
  }),
  harm: fc.record({
    does: fc.constant('harm'),
    harm: fc.constantFrom('loses', 'delays', 'repeats'),
    direction: fc.constantFrom('up', 'down'),
    line: fc.constantFrom(0, 0, 0, 1, 2),
  }),
} satisfies Record<string, fc.Arbitrary<Step>>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: steps.write },
  { weight: 16, arbitrary: steps.line },
  { weight: 5, arbitrary: steps.wait },
  { weight: 3, arbitrary: steps.harm },
  { weight: 1, arbitrary: steps.hurt },
);

/** Toto, a server, and a network between them that does what it is told. */
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

  /** The texts that Toto sees in the room. */
  get shown(): string[] {
    return (this.#chat.store.get().rooms.get('general')?.messages ?? []).map(textOf);
  }

  get outbox(): readonly object[] {
    return this.#chat.store.get().outbox;
  }

  get by(): string {
    return this.#chat.connection.by;
  }

  takes(step: Step): void {
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
      case 'harm':
        return this.#lineAt(step.line)?.harm(step.harm, step.direction);
      default:
        if ('line' in step) this.#onLine(step.does, this.#lineAt(step.line));
    }
  }

  /** Everything works again for some minutes. */
  settles(): void {
    this.#chat.wake();
    for (let seconds = 0; seconds < 240; seconds++) {
      for (const each of this.#server.lines) this.#lives(each, seconds);
      this.#clock.pass(1_000);
    }
  }

  /** One of the last three lines that were begun. */
  #lineAt(number: number): ScriptedLine | undefined {
    return this.#server.lines.at(-1 - number);
  }

  #onLine(does: string, line: ScriptedLine | undefined): void {
    if (line === undefined) return;
    if (does === 'let in') this.#server.welcome(line);
    if (does === 'block') line.cut();
    if (does === 'flow') line.flow();
    if (does === 'pass up') line.passUp();
    if (does === 'pass down') line.passDown();
  }

  #lives(line: ScriptedLine, seconds: number): void {
    this.#server.welcome(line);
    if (seconds % 15 === 0) this.#server.beat(line);
    line.flow();
  }
}

function textOf(message: object): string {
  return 'text' in message ? String(message.text) : '';
}
