import { dirname, join, normalize } from 'node:path/posix';
import type { Rule, SourceFile } from './layout.ts';

/**
 * The floors of each project, the highest first: a file imports from its own folder and from the
 * floors below, types included. Folders of one floor do not know each other. A folder that is not
 * listed belongs to the one around it; only cycles are forbidden between its files.
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
    ['server/games', 'server/identity', 'server/maintenance'],
    ['server/commit', 'server/realtime', 'server/presence'],
    ['server/commands', 'server/transport'],
    ['server/access'],
    ['server/store'],
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
    ['web/views/composer', 'web/views/rooms', 'web/views/settings'],
    ['web/views/people'],
    ['web/views/parts'],
    ['web/timeline'],
    ['web/app'],
    ['web/game'],
    ['web/lists'],
    ['web/words'],
    ['web/text'],
    ['web/wire'],
    ['web/storage'],
    ['web/dom'],
    ['web/styles'],
  ],
];

/** Tests, and what serves them, may import from everywhere in their project. */
const forTests = /\.test\.ts$|\/(test-support|spec|process)\//u;

const imported = /(?:\bfrom|\bimport\(?) ?'(\.{1,2}\/[^']+)'/gu;

export const importsPointDown: Rule = {
  name: 'imports point down the floors of scripts/checks/floors.ts',
  faults: (files) => files.filter(({ path }) => !forTests.test(path)).flatMap(faultsOf),
};

function faultsOf({ path, text }: SourceFile): string[] {
  return [...text.matchAll(imported)].flatMap(([, specifier = '']) => {
    const target = normalize(join(dirname(path), specifier));
    const [from, to] = [placeOf(path), placeOf(target)];
    const mayImport =
      to.folder === from.folder || to.project !== from.project || to.floor > from.floor;
    return mayImport ? [] : [`${path} imports ${target}: ${to.folder} is not below ${from.folder}`];
  });
}

interface Place {
  readonly folder: string;
  readonly project: number;
  readonly floor: number;
}

const places: readonly Place[] = floors.flatMap((project, number) =>
  project.flatMap((names, floor) => names.map((folder) => ({ folder, project: number, floor }))),
);

const elsewhere: Place = { folder: '', project: -1, floor: 0 };

/** The innermost listed folder around a file. */
function placeOf(path: string): Place {
  const around = places.filter(({ folder }) => path.startsWith(`${folder}/`));
  return around.toSorted((a, b) => b.folder.length - a.folder.length)[0] ?? elsewhere;
}
