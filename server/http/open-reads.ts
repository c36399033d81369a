import type { ServerResponse } from 'node:http';

/** A stream or poll, with the hash of the token that opened it. */
interface OpenRead {
  readonly hash: string;
  readonly end: () => void;
}

/** Streams and polls of rooms over plain HTTP. They do not make a person present. */
export class OpenReads {
  readonly #open = new Set<OpenRead>();

  /** Returns a controller that aborts when the client disconnects or signs out, or the server stops. */
  begin(hash: string, response: ServerResponse): AbortController {
    const controller = new AbortController();
    if (response.destroyed) controller.abort();
    const read = { hash, end: () => controller.abort() };
    if (!response.destroyed) this.#open.add(read);
    response.once('close', () => {
      this.#open.delete(read);
      controller.abort();
    });
    return controller;
  }

  /** Ends those opened with a token, given its hash. */
  endAllWith(hash: string): void {
    for (const read of this.#open) if (read.hash === hash) read.end();
  }

  endAll(): void {
    for (const { end } of this.#open) end();
  }
}
