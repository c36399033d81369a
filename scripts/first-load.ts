import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const page = join(import.meta.dirname, '../dist/web');

export interface FirstLoad {
  /** Bytes, compressed as they travel. */
  script: number;
  style: number;
  /** Paths of the files that are counted. */
  files: readonly string[];
}

/** What the built page makes a browser fetch before it does anything: what it names, and what that imports. */
export function firstLoad(): FirstLoad {
  const files = [...closureOf(namedIn(read('/index.html')))];
  const sum = (ending: string): number =>
    files.filter((path) => path.endsWith(ending)).reduce((total, path) => total + sizeOf(path), 0);
  return { script: sum('.js'), style: sum('.css'), files };
}

function closureOf(paths: readonly string[]): Set<string> {
  const all = new Set(paths);
  // A set is gone through with what is added meanwhile.
  for (const path of all) for (const next of importsOf(path)) all.add(next);
  return all;
}

function namedIn(html: string): string[] {
  return [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.(?:js|css))"/gu)].map(
    ([, path]) => path!,
  );
}

/** Static imports, as the build writes them: what is fetched by need is no part of the first load. */
function importsOf(path: string): string[] {
  const pattern = path.endsWith('.js')
    ? /(?:^|[;\n}])(?:import|export)\b[^;()'"]*["']([^"']+)["']/gu
    : /@import\s*(?:url\()?["']?([^"')\s]+)/gu;
  const base = new URL(path, 'http://page');
  return [...read(path).matchAll(pattern)].map(([, name]) => new URL(name!, base).pathname);
}

function sizeOf(path: string): number {
  return gzipSync(read(path), { level: 9 }).length;
}

function read(path: string): string {
  return readFileSync(join(page, path), 'utf8');
}
