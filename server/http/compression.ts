import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor, type Encoding } from './request/content-encoding.ts';
import { varyBy } from './vary.ts';

/** Bytes of an answer below which there is next to nothing to gain. */
const worthIt = 1_024;

/** A tenth of a millisecond for a page of history: more effort would hardly make it smaller. */
const brotliParams = {
  [constants.BROTLI_PARAM_QUALITY]: 3,
  [constants.BROTLI_PARAM_LGWIN]: 16,
};

type Compress = (bytes: Buffer) => Promise<Buffer>;
const compressors: Record<Exclude<Encoding, 'identity'>, Compress> = {
  br: onceForEach((bytes) => promisify(brotliCompress)(bytes, { params: brotliParams })),
  gzip: onceForEach((bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED })),
};

/**
 * Compresses a long answer, beside the event loop: an `onSend` hook for the routes that ask for it.
 * Only those that read what is said: where a secret stands beside what others wrote, as a token does
 * beside a name, the length of what is compressed would betray it (BREACH).
 */
export async function compressLong(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  varyBy(reply, 'Accept-Encoding');
  if (!(typeof payload === 'string' || Buffer.isBuffer(payload))) return payload;
  if (payload.length < worthIt) return payload;
  const encoding = encodingFor(headers['accept-encoding']);
  if (encoding === 'identity') return payload;
  void reply.header('content-encoding', encoding).removeHeader('content-length');
  return compressors[encoding](typeof payload === 'string' ? Buffer.from(payload) : payload);
}

/** A change that goes to all who poll is one buffer. */
function onceForEach(compress: Compress): Compress {
  const done = new WeakMap<Buffer, Promise<Buffer>>();
  return (bytes) => {
    const before = done.get(bytes);
    if (before !== undefined) return before;
    const compressed = compress(bytes);
    done.set(bytes, compressed);
    return compressed;
  };
}
