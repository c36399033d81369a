import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { plainTextTable } from './plain-text-table.ts';
import { apiDocument, routeTable } from './route-table.ts';
import {
  commandFieldTable,
  commandTable,
  frameFieldTable,
  frameTable,
  limitTable,
  refusalTable,
  shapeTable,
} from './wire-tables.ts';

export const root = join(import.meta.dirname, '../..');

/** The documents that hold tables made from the source. */
const documents = ['docs/protocol.md', 'docs/http-api.md', 'docs/plain-text.md'];

/** A document as it should be, formatted. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Every generated document as it should be. Starts a server for the routes. */
export async function generatedDocuments(): Promise<Generated[]> {
  const tables = {
    commands: commandTable(),
    'command fields': commandFieldTable(),
    frames: frameTable(),
    'frame fields': frameFieldTable(),
    shapes: shapeTable(),
    refusals: refusalTable(),
    limits: limitTable(),
    'plain-text commands': plainTextTable(),
    routes: routeTable(await apiDocument()),
  };
  const texts = documents.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const unused = Object.keys(tables).find(
    (name) => !texts.some(({ text }) => text.includes(`<!-- generated: ${name} -->`)),
  );
  if (unused !== undefined) throw new Error(`No document has the table "${unused}".`);
  return Promise.all(
    texts.map(async ({ path, text }) => ({
      path,
      text: await formatted(path, fill(text, tables)),
    })),
  );
}

/** The documents that are not as they should be, a sentence each. */
export async function staleDocuments(): Promise<string[]> {
  const documentsNow = await generatedDocuments();
  return documentsNow
    .filter(({ path, text }) => readFileSync(join(root, path), 'utf8') !== text)
    .map(({ path }) => `${path} is older than its source: npm run docs`);
}

/**
 * Puts each table between its markers.
 * @throws Error for a marker that names no table.
 */
export function fill(text: string, tables: Readonly<Record<string, string>>): string {
  const marked = /<!-- generated: ([\w -]+) -->[^]*?<!-- \/generated -->/gu;
  return text.replaceAll(marked, (_all, name: string) => {
    const made = tables[name];
    if (made === undefined) throw new Error(`There is no table "${name}".`);
    return `<!-- generated: ${name} -->\n\n${made}\n\n<!-- /generated -->`;
  });
}

async function formatted(path: string, text: string): Promise<string> {
  const file = join(root, path);
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}
