import { randomUUIDv7 as newId } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from '../../client/transport/api.ts';
import type { Transport } from '../../client/transport/transport.ts';
import { openWebSocket } from '../../client/transport/websocket.ts';
import { defaultRoom } from '../../protocol/limits.ts';
import { textOf } from './texts.ts';

const people = 10;
/** Milliseconds between two checks of the schedule. */
const pace = 5;

/** People outside the page who post in its room at a steady rate. */
export class Speakers {
  readonly #lines: readonly Transport[];
  #posted = 0;

  private constructor(lines: readonly Transport[]) {
    this.#lines = lines;
  }

  static async at(server: URL): Promise<Speakers> {
    const joining = Array.from({ length: people }, async (_, number) => {
      const { token } = await new Api(server).signIn(`Speaker ${number}`);
      const line = openWebSocket(server, token);
      await new Promise((welcomed) => (line.onmessage = welcomed));
      line.onmessage = null;
      return line;
    });
    return new Speakers(await Promise.all(joining));
  }

  /** Posts this many messages at this rate per second. Returns the last text. */
  async say(count: number, aSecond: number): Promise<string> {
    const started = performance.now();
    let text = '';
    for (let done = 0; done < count;) {
      const due = Math.min(count, ((performance.now() - started) / 1_000) * aSecond);
      for (; done < due; done++) text = this.#postOne();
      await sleep(pace);
    }
    return text;
  }

  #postOne(): string {
    const number = this.#posted++;
    const text = `${textOf(number)} (${number})`;
    const post = { type: 'post', id: newId(), room: defaultRoom, text };
    this.#lines[number % people]?.send(JSON.stringify(post));
    return text;
  }
}
