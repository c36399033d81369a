import type { ServerResponse } from 'node:http';

interface Reading {
  readonly hash: string;
  readonly end: () => void;
}

/** The rooms that are read over plain HTTP without a connection: nobody is present for that. */
export class OpenReads {
  readonly #open = new Set<Reading>();

  /** Returns what says when to stop: the client has gone or signed out, or the server goes. */
  begin(hash: string, response: ServerResponse): AbortController {
    const controller = new AbortController();
    if (response.destroyed) controller.abort();
    const reading = { hash, end: () => controller.abort() };
    if (!response.destroyed) this.#open.add(reading);
    response.once('close', () => {
      this.#open.delete(reading);
      controller.abort();
    });
    return controller;
  }

  /** Ends those that a token began. */
  endAllWith(hash: string): void {
    for (const reading of this.#open) if (reading.hash === hash) reading.end();
  }

  endAll(): void {
    for (const { end } of this.#open) end();
  }
}
