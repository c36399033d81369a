import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { OutgoingHttpHeaders } from 'node:http';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify from 'fastify';
import { encodings, type Encoding } from './request/content-encoding.ts';

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

/** What the build calls each encoding of a file, after its name. */
const endings: Record<Encoding, string> = { br: '.br', gzip: '.gz', identity: '' };

/**
 * Reads the built page into memory, each file once, by the path that asks for it. `@fastify/static`
 * says what a file is, but to answer is not left to it: it opens a file for each request, and
 * whoever does not take the answers keeps them open. Files in `assets/` carry a hash in their names
 * and never change.
 */
export async function readPage(folder: string): Promise<Map<string, PageForms>> {
  const reader = fastify();
  await reader.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const isAsset = relative(folder, path).startsWith('assets');
      void reply.header('cache-control', isAsset ? aYear : 'no-cache');
    },
  });
  const files = new Map<string, PageForms>();
  for (const path of pathsIn(folder)) {
    const { statusCode, headers } = await reader.inject({ method: 'HEAD', url: encodeURI(path) });
    if (statusCode === 200) files.set(path, formsOf(join(folder, path), headers));
  }
  await reader.close();
  const index = files.get('/index.html');
  return index === undefined ? files : files.set('/', index);
}

/** The compressed files beside the others are forms of them and have no path of their own. */
function pathsIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/u.test(entry.name))
    .map(({ parentPath, name }) => ['', relative(folder, parentPath), name])
    .map((parts) => parts.join('/').replaceAll(sep, '/').replace('//', '/'));
}

function formsOf(file: string, headers: OutgoingHttpHeaders): PageForms {
  const forms = new Map<Encoding, PageFile>();
  for (const encoding of encodings) {
    const path = file + endings[encoding];
    if (existsSync(path)) forms.set(encoding, fileOf(headers, encoding, readFileSync(path)));
  }
  return forms;
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

/** Of the bytes as they are sent: each encoding has another, and a new build of the same has not. */
function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
