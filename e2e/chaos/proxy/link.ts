import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Kind, Plan } from './faults.ts';

const refusal =
  'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** A connection through the proxy, with its planned faults. */
export class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #note: (kind: Kind) => void;
  readonly #noted = new Set<Fault>();
  #isSwallowed = false;
  #isOver = false;

  /** `note` is called with each fault when it happens. */
  constructor(client: Socket, server: Socket, plan: Plan, note: (kind: Kind) => void) {
    this.#client = client;
    this.#server = server;
    this.#note = note;
    for (const socket of [client, server]) socket.setNoDelay(true).on('error', () => {});
    void this.#run(client, server, plan.up);
    void this.#run(server, client, plan.down);
  }

  /** Ends both sides with a FIN. */
  cut(): void {
    this.#isOver = true;
    this.#client.destroySoon();
    this.#server.destroySoon();
  }

  async #run(source: Socket, target: Socket, faults: readonly Fault[]): Promise<void> {
    try {
      await this.#carry(source, target, faults);
      if (!this.#isSwallowed) target.end();
    } catch {
      // One side has disappeared: ends the other, unless the fault is a half-open connection.
      if (this.#isSwallowed) source.destroy();
      else target.destroy();
    }
  }

  /** Waits for each chunk before it reads the next, to pass on back-pressure. */
  async #carry(source: Socket, target: Socket, faults: readonly Fault[]): Promise<void> {
    const left = new Map(faults.map((fault) => [fault, 'after' in fault ? fault.after : 0]));
    for await (const read of source.iterator({ destroyOnReturn: false })) {
      let chunk = read as Buffer;
      for (const [fault, bytes] of left) {
        if (bytes > chunk.length) left.set(fault, bytes - chunk.length);
        else chunk = await this.#befall(fault, chunk, bytes, target, left);
      }
      await this.#pass(chunk, target);
    }
  }

  /** Applies a fault at a byte of a chunk. Returns the bytes to pass on. */
  async #befall(
    fault: Fault,
    chunk: Buffer,
    at: number,
    target: Socket,
    left: Map<Fault, number>,
  ): Promise<Buffer> {
    switch (fault.does) {
      case 'delay':
        this.#noteOnce(fault);
        await sleep(fault.milliseconds);
        return chunk;
      case 'merge':
        this.#noteOnce(fault);
        this.#hold(target, fault.milliseconds);
        return chunk;
      case 'split':
        left.delete(fault);
        this.#noteOnce(fault);
        return this.#split(chunk, fault.bytes, target);
      case 'refuse':
      case 'ignore':
        left.delete(fault);
        if (isUpgrade(chunk)) this.#drop(fault.does);
        return chunk;
      default:
        left.delete(fault);
        await this.#pass(chunk.subarray(0, at), target);
        await this.#break(fault);
        return chunk.subarray(at);
    }
  }

  async #break(fault: Extract<Fault, { after: number }>): Promise<void> {
    if (this.#isOver || this.#isSwallowed) return;
    this.#note(fault.does);
    if (fault.does === 'stall') await sleep(fault.milliseconds);
    if (fault.does === 'swallow') this.#isSwallowed = true;
    if (fault.does === 'cut') this.cut();
    if (fault.does === 'reset') this.#reset();
  }

  #reset(): void {
    this.#isOver = true;
    this.#client.resetAndDestroy();
    this.#server.resetAndDestroy();
  }

  #drop(kind: 'refuse' | 'ignore'): void {
    this.#note(kind);
    this.#isSwallowed = true;
    if (kind === 'refuse') this.#client.end(refusal);
  }

  #hold(target: Socket, milliseconds: number): void {
    if (target.writableCorked > 0) return;
    target.cork();
    setTimeout(() => target.uncork(), milliseconds);
  }

  async #split(chunk: Buffer, bytes: number, target: Socket): Promise<Buffer> {
    for (let at = 0; at < Math.min(bytes, chunk.length); at++) {
      await this.#pass(chunk.subarray(at, at + 1), target);
      await turn();
    }
    return chunk.subarray(bytes);
  }

  /** Counts a fault that applies to every chunk once. */
  #noteOnce(fault: Fault): void {
    if (this.#noted.has(fault)) return;
    this.#noted.add(fault);
    this.#note(fault.does);
  }

  async #pass(bytes: Buffer, target: Socket): Promise<void> {
    if (this.#isSwallowed || bytes.length === 0 || !target.writable) return;
    if (target.write(bytes) || target.writableCorked > 0) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        target.off('drain', done).off('close', done);
        resolve();
      };
      target.on('drain', done).on('close', done);
    });
  }
}

function isUpgrade(chunk: Buffer): boolean {
  return /^upgrade: *websocket\r$/imu.test(chunk.toString('latin1'));
}
