import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TestServer } from './test-server.ts';

const root = join(import.meta.dirname, '../../..');

/** The address that the docs write for a server on this machine. */
const written = '127.0.0.1:3000';

/** The blocks of one language in a document of this repository, in their order. */
export function codeBlocks(path: string, language: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gmsu');
  return [...text.matchAll(block)].map(([, code]) => code!);
}

/** The same text for the server of a test. */
export function at(server: TestServer, text: string): string {
  return text.replaceAll(written, new URL(server.origin).host);
}

/** The words of a command line, as a shell reads them. */
export function wordsOf(line: string, env: Record<string, string>): string[] {
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { env });
  return words.toString().split('\0').slice(0, -1);
}

/** The options of `curl` and `wscat` that the docs use. */
export function optionsOf(words: string[]) {
  return parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      request: { type: 'string', short: 'X' },
      header: { type: 'string', short: 'H', multiple: true, default: [] },
      data: { type: 'string', short: 'd' },
      'no-buffer': { type: 'boolean', short: 'N' },
      connect: { type: 'string', short: 'c' },
      subprotocol: { type: 'string', short: 's' },
    },
  });
}

/** Header lines as an object. */
export function headersOf(lines: readonly string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/su).slice(0, 2)));
}
