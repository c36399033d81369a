import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { encodings, type Encoding } from './content-encoding.ts';

const aYear = 'public, max-age=31536000, immutable';

/** A file of the page in one encoding, as it is answered. */
export interface PageFile {
  /** What an answer says even when it is that nothing has changed. */
  readonly caching: { readonly etag: string; readonly 'cache-control': string };
  readonly content: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A file of the page in all encodings that it was built in. */
export type PageForms = ReadonlyMap<Encoding, PageFile>;

/**
 * Reads the built page into memory, each file once, by the path that asks for it. `preCompressed` of
 * `@fastify/static` says what each encoding of a file is, but to answer is not left to it: it opens
 * a file for each request, and whoever does not take the answers keeps them open. Files in `assets/`
 * carry a hash in their names and never change.
 */
export async function readPage(folder: string): Promise<Map<string, PageForms>> {
  const reader = fastify();
  await reader.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isAsset = relative(folder, path).startsWith('assets');
      void reply.header('cache-control', isAsset ? aYear : 'no-cache');
    },
  });
  const paths = ['/', ...pathsIn(folder)];
  const read = paths.map(async (path) => [path, await formsOf(reader, path)] as const);
  const files = await Promise.all(read);
  await reader.close();
  return new Map(files.filter(([, forms]) => forms.has('identity')));
}

/** The compressed files beside the others are forms of them and have no path of their own. */
function pathsIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/u.test(entry.name))
    .map(({ parentPath, name }) => ['', relative(folder, parentPath), name])
    .map((parts) => parts.join('/').replaceAll(sep, '/').replace('//', '/'));
}

async function formsOf(reader: FastifyInstance, path: string): Promise<PageForms> {
  const forms = new Map<Encoding, PageFile>();
  for (const encoding of encodings) {
    const url = encodeURI(path);
    const answer = await reader.inject({ url, headers: { 'accept-encoding': encoding } });
    const { statusCode, headers, rawPayload } = answer;
    // Where it is not there in this encoding, it is answered in another.
    const isSo = (headers['content-encoding'] ?? 'identity') === encoding;
    if (statusCode === 200 && isSo) forms.set(encoding, fileOf(headers, rawPayload));
  }
  return forms;
}

function fileOf(headers: OutgoingHttpHeaders, body: Buffer): PageFile {
  const encoding = headers['content-encoding'];
  return {
    caching: { etag: etagOf(body), 'cache-control': String(headers['cache-control']) },
    content: {
      'content-type': String(headers['content-type']),
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    },
    body,
  };
}

/** Of the bytes as they are sent: each encoding has another, and a new build of the same has not. */
function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
