import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor, type Encoding } from './request/content-encoding.ts';
import { varyBy } from './vary.ts';

/** Shorter bodies, in bytes, are not worth compressing. */
const minLength = 1_024;

/** Compresses a page of history in 0.1 ms; a higher quality would hardly make it smaller. */
const brotliParams = {
  [constants.BROTLI_PARAM_QUALITY]: 3,
  [constants.BROTLI_PARAM_LGWIN]: 16,
};

type Compress = (bytes: Buffer) => Promise<Buffer>;
const compressors: Record<Exclude<Encoding, 'identity'>, Compress> = {
  br: memoized((bytes) => promisify(brotliCompress)(bytes, { params: brotliParams })),
  gzip: memoized((bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED })),
};

/**
 * An `onSend` hook that compresses long responses in the thread pool. Use it only on routes without
 * secrets: if a response holds a token beside text of others, its compressed length reveals the token
 * (BREACH).
 */
export async function compressLong(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  varyBy(reply, 'Accept-Encoding');
  if (!(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload;
  if (payload.length < minLength) return payload;
  const encoding = encodingFor(headers['accept-encoding']);
  if (encoding === 'identity') return payload;
  void reply.header('content-encoding', encoding).removeHeader('content-length');
  return compressors[encoding](typeof payload === 'string' ? Buffer.from(payload) : payload);
}

/** Compresses each buffer once: all polling clients get the same buffer for a change. */
function memoized(compress: Compress): Compress {
  const done = new WeakMap<Buffer, Promise<Buffer>>();
  return (bytes) => {
    const before = done.get(bytes);
    if (before !== undefined) return before;
    const compressed = compress(bytes);
    done.set(bytes, compressed);
    return compressed;
  };
}
