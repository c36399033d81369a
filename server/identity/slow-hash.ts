import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 16 MB and about 50 ms of a processor for each hash. */
const cost = { N: 2 ** 14, r: 8, p: 1, maxmem: 2 ** 25 };
const length = 32;

/** Nobody's hash, so that a missing one takes as long as a wrong one. */
const nobody = `${Buffer.alloc(16).toString('base64url')}.${Buffer.alloc(length).toString('base64url')}`;

/**
 * Slow hashes of secrets that people can remember (scrypt, RFC 7914). Computed one after the other on a
 * thread of Node's pool: requests never use more than one thread and 16 MB for them.
 */
export class SlowHash {
  readonly #maxWaiting: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(maxWaiting = 32) {
    this.#maxWaiting = maxWaiting;
  }

  /** Whether so many hashes wait that no other may be asked for. */
  get isFull(): boolean {
    return this.#waiting >= this.#maxWaiting;
  }

  /** The hash to store, with its salt. */
  async make(secret: string): Promise<string> {
    const salt = randomBytes(16);
    const hash = await this.#inTurn(() => derive(secret, salt));
    return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
  }

  /** Whether a secret has this hash. Takes as long without a hash, and is false then. */
  async matches(secret: string, hash: string | null | undefined): Promise<boolean> {
    const [salt = '', expected = ''] = (hash ?? nobody).split('.');
    const found = await this.#inTurn(() => derive(secret, Buffer.from(salt, 'base64url')));
    const isEqual = timingSafeEqual(found, Buffer.from(expected, 'base64url'));
    return isEqual && typeof hash === 'string';
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waiting++;
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    try {
      return await result;
    } finally {
      this.#waiting--;
    }
  }
}

function derive(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, length, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
