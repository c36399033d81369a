import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { encodings, type Encoding } from './request/content-encoding.ts';

const aYear = 'public, max-age=31536000, immutable';

/** A file of the page in one encoding, with its response headers. */
export interface PageFile {
  /** Headers that are also sent with status 304. */
  readonly caching: { readonly etag: string; readonly 'cache-control': string };
  readonly content: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A file of the page in all encodings of the build. */
export type EncodedPage = ReadonlyMap<Encoding, PageFile>;

/** File extension of each encoding. */
const extensions: Record<Encoding, string> = { br: '.br', gzip: '.gz', identity: '' };

/**
 * Reads the built page into memory; the keys are URL paths. `@fastify/static` provides the headers
 * only. It does not serve the files, because it opens a file for each request, and a client that does
 * not read its responses would keep them open. Files in `assets/` have a hash in their names and never
 * change.
 */
export async function readPage(folder: string): Promise<Map<string, EncodedPage>> {
  const reader = fastify();
  await reader.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const isAsset = relative(folder, path).startsWith('assets');
      void reply.header('cache-control', isAsset ? aYear : 'no-cache');
    },
  });
  const files = new Map<string, EncodedPage>();
  for (const path of pathsIn(folder)) {
    const { statusCode, headers } = await reader.inject({ method: 'HEAD', url: encodeURI(path) });
    if (statusCode === 200) files.set(path, encodingsOf(join(folder, path), headers));
  }
  await reader.close();
  const index = files.get('/index.html');
  return index === undefined ? files : files.set('/', index);
}

/** The paths of all files, without their compressed variants. */
function pathsIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/u.test(entry.name))
    .map(({ parentPath, name }) => ['', relative(folder, parentPath), name])
    .map((parts) => parts.join('/').replaceAll(sep, '/').replace('//', '/'));
}

function encodingsOf(file: string, headers: OutgoingHttpHeaders): EncodedPage {
  const variants = new Map<Encoding, PageFile>();
  for (const encoding of encodings) {
    const path = file + extensions[encoding];
    if (existsSync(path)) variants.set(encoding, fileOf(headers, encoding, readFileSync(path)));
  }
  return variants;
}

function fileOf(headers: OutgoingHttpHeaders, encoding: Encoding, body: Buffer): PageFile {
  return {
    caching: { etag: etagOf(body), 'cache-control': String(headers['cache-control']) },
    content: {
      'content-type': String(headers['content-type']),
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    },
    body,
  };
}

/** A hash of the bytes sent: it differs by encoding, and stays the same in a new build of the same file. */
function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
