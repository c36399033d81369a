import { dirname, join, normalize } from 'node:path/posix';
import type { Rule, SourceFile } from './layout.ts';

/**
 * The floors of each project, the highest first: a file imports from its own folder and from the
 * floors below, types included. Folders of one floor do not know each other.
 */
const floors: readonly (readonly string[])[][] = [
  [
    ['server'],
    ['server/bots'],
    ['server/http/routes', 'server/http/openapi'],
    ['server/http'],
    ['server/http/plugins'],
    ['server/http/request'],
    ['server/sessions'],
    ['server/games', 'server/maintenance'],
    ['server/commit', 'server/realtime', 'server/presence'],
    ['server/commands', 'server/commands/games', 'server/transport'],
    ['server/store', 'server/store/caches', 'server/store/sqlite'],
    ['server/runtime'],
  ],
  [
    ['client'],
    ['client/sync'],
    ['client/connection', 'client/state'],
    ['client/transport'],
    ['client/runtime'],
  ],
  [
    ['web'],
    ['web/views/shell'],
    ['web/views/sidebar', 'web/views/timeline', 'web/views/wire'],
    ['web/views/echo', 'web/views/game', 'web/views/message'],
    ['web/views/composer'],
    ['web/views/people'],
    ['web/views/parts'],
    ['web/timeline'],
    ['web/app'],
    ['web/game'],
    ['web/lists'],
    ['web/text', 'web/words'],
    ['web/wire'],
    ['web/storage'],
    ['web/dom', 'web/dom/fields', 'web/dom/keyboard', 'web/dom/scrolling'],
  ],
];

/** Folders that are one floor together: only cycles are forbidden between their files. */
const together = [
  ['server/commands', 'server/commands/games'],
  ['server/store', 'server/store/caches', 'server/store/sqlite'],
  ['web/dom', 'web/dom/fields', 'web/dom/keyboard', 'web/dom/scrolling'],
  ['web/text', 'web/words'],
];

/** Tests, and what serves them, may import from everywhere in their project. */
const forTests = /\.test\.ts$|\/(test-support|spec|process)\//u;

const imported = /(?:\bfrom|\bimport\(?) ?'(\.{1,2}\/[^']+)'/gu;

export const importsPointDown: Rule = {
  name: 'imports point down the floors of scripts/checks/floors.ts',
  faults: (files) => files.filter(({ path }) => !forTests.test(path)).flatMap(faultsOf),
};

function faultsOf({ path, text }: SourceFile): string[] {
  const from = dirname(path);
  return [...text.matchAll(imported)].flatMap(([, specifier = '']) => {
    const target = normalize(join(from, specifier));
    const to = dirname(target);
    if (mayImport(from, to)) return [];
    return [`${path} imports ${target}: ${to} stands on no floor below ${from}`];
  });
}

function mayImport(from: string, to: string): boolean {
  if (from === to || together.some((folders) => folders.includes(from) && folders.includes(to))) {
    return true;
  }
  const project = floors.find((each) => floorOf(each, from) >= 0);
  const lower = project === undefined ? -1 : floorOf(project, to);
  return project === undefined || lower < 0 || lower > floorOf(project, from);
}

function floorOf(project: readonly (readonly string[])[], folder: string): number {
  return project.findIndex((names) => names.includes(folder));
}
