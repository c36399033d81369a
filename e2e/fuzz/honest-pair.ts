import { randomUUIDv7 as newId } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/transport/api.ts';
import { openWebSocket } from '../../client/transport/websocket.ts';
import type { Transport } from '../../client/transport/transport.ts';
import type { Frame } from '../../protocol/frames.ts';
import { defaultRoom } from '../../protocol/limits.ts';

const everyPost = 200;
const settlesIn = 5_000;

/** Two people who talk to each other in the default room. */
export class HonestPair {
  readonly #people: readonly HonestPerson[];

  private constructor(people: readonly HonestPerson[]) {
    this.#people = people;
  }

  static async join(server: URL): Promise<HonestPair> {
    const names = ['Honest Ada', 'Honest Toto'];
    return new HonestPair(await Promise.all(names.map((name) => HonestPerson.join(server, name))));
  }

  /** Both post until the signal. */
  async talk(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const person of this.#people) person.post();
      await sleep(everyPost);
    }
  }

  /** What was lost or duplicated, a sentence each, once everything had time to arrive. */
  async faults(): Promise<string[]> {
    const posted = this.#people.flatMap(({ posts }) => posts);
    const deadline = performance.now() + settlesIn;
    while (!this.#people.every((each) => each.hasAll(posted)) && performance.now() < deadline) {
      await sleep(20);
    }
    const faults = this.#people.flatMap((each) => each.faults(posted));
    for (const person of this.#people) person.leave();
    return faults;
  }
}

/** A connection that must not break, and what it received. */
class HonestPerson {
  readonly posts: string[] = [];
  readonly #name: string;
  readonly #line: Transport;
  /** How often each message and each answer arrived. */
  readonly #messages = new Map<string, number>();
  readonly #answers = new Map<string, Frame>();
  #ended: string | undefined;

  private constructor(name: string, line: Transport) {
    this.#name = name;
    this.#line = line;
  }

  static async join(server: URL, name: string): Promise<HonestPerson> {
    const { token } = await new Api(server).signIn(name);
    const line = openWebSocket(server, token, `?room=${defaultRoom}`);
    const person = new HonestPerson(name, line);
    line.onclose = ({ code, reason }) => (person.#ended = `${code} ${reason}`);
    await new Promise<void>((resolve) => {
      line.onmessage = ({ data }) => {
        person.#hear(JSON.parse(data) as Frame);
        resolve();
      };
    });
    return person;
  }

  post(): void {
    const id = newId();
    this.posts.push(id);
    this.#line.send(JSON.stringify({ type: 'post', id, room: defaultRoom, text: 'coucou' }));
  }

  hasAll(ids: readonly string[]): boolean {
    const isAnswered = this.posts.every((id) => this.#answers.has(id));
    return isAnswered && ids.every((id) => this.#messages.has(id));
  }

  faults(ids: readonly string[]): string[] {
    const unanswered = this.posts.filter((id) => this.#answers.get(id)?.type !== 'ack');
    const wrong = ids.filter((id) => this.#messages.get(id) !== 1);
    return [
      ...(this.#ended === undefined ? [] : [`was cut off: ${this.#ended}`]),
      ...unanswered.map((id) => `got no ack for ${id}: ${JSON.stringify(this.#answers.get(id))}`),
      ...wrong.map((id) => `received ${id} ${this.#messages.get(id) ?? 0} times`),
    ].map((what) => `${this.#name} ${what}.`);
  }

  leave(): void {
    this.#line.onclose = null;
    this.#line.close(1000);
  }

  #hear(frame: Frame): void {
    if (frame.type === 'ack' || frame.type === 'refused') {
      if (frame.id !== undefined) this.#answers.set(frame.id, frame);
    }
    if (frame.type !== 'changes') return;
    for (const { id } of frame.messages) {
      this.#messages.set(id, (this.#messages.get(id) ?? 0) + 1);
    }
  }
}
