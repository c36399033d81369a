import { readdirSync } from 'node:fs';
import { relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type LightMyRequestResponse } from 'fastify';

const aYear = 'public, max-age=31536000, immutable';

/** A file of the page, as it is answered. */
export interface PageFile {
  readonly headers: { 'content-type': string; 'cache-control': string; etag: string };
  readonly body: Buffer;
}

/**
 * Reads the built page into memory, each file once, by the path that asks for it. Who serves files
 * from the disk opens one for each request, and whoever does not take the answers keeps them open.
 * Files in `assets/` carry a hash in their names and never change.
 */
export async function readPage(folder: string): Promise<Map<string, PageFile>> {
  const reader = fastify();
  await reader.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders(reply, path) {
      const isAsset = relative(folder, path).startsWith('assets');
      void reply.header('cache-control', isAsset ? aYear : 'no-cache');
    },
  });
  const paths = ['/', ...pathsIn(folder)];
  const answers = await Promise.all(paths.map((path) => reader.inject(encodeURI(path))));
  await reader.close();
  const files = paths.map((path, index) => [path, answers[index]!] as const);
  const found = files.filter(([, { statusCode }]) => statusCode === 200);
  return new Map(found.map(([path, answer]) => [path, fileOf(answer)]));
}

function pathsIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ['', relative(folder, parentPath), name])
    .map((parts) => parts.join('/').replaceAll(sep, '/').replace('//', '/'));
}

function fileOf({ headers, rawPayload }: LightMyRequestResponse): PageFile {
  return {
    headers: {
      'content-type': String(headers['content-type']),
      'cache-control': String(headers['cache-control']),
      etag: String(headers.etag),
    },
    body: rawPayload,
  };
}
