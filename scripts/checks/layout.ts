export interface SourceFile {
  /** Relative to the repository, with slashes. */
  path: string;
  text: string;
}

export interface Rule {
  name: string;
  /** Returns one line per fault. */
  faults: (files: SourceFile[]) => string[];
}

const ceiling = 250;
/** Files of its own that a folder holds at most. */
const mostFiles = 12;
/** Tests, generated files, and lists of equals. */
const uncounted = /\.(test|spec)\.ts$|\/(migrations|words|scenarios)\/|tsconfig\.json$/u;

const namesThatSayNothing = /(^|[/-])(utils?|helpers?|common|shared|managers?|services?)(\.|\/|$)/i;

export const layout: Rule[] = [
  {
    name: `no file is longer than ${ceiling} lines`,
    faults: (files) => files.filter(isTooLong).map((file) => file.path),
  },
  {
    name: `no folder has more than ${mostFiles} files of its own`,
    faults: (files) => [...Map.groupBy(files.filter(isCounted), folderOf)].flatMap(tooMany),
  },
  {
    name: 'names say what is inside',
    faults: (files) =>
      files.map((file) => file.path).filter((path) => namesThatSayNothing.test(path)),
  },
  never(
    'every test runs',
    /\.test\.ts$/,
    /\b(test|it|t|describe|suite)\.(only|skip|fixme|todo)\b|\b(only|skip|todo): (?!false)/,
  ),
  never('no test is tried twice', /(^|\/)playwright\.config\.ts$/, /\bretries\b(?!: 0\b)/),
  never(
    'no text becomes markup',
    /^web\//,
    /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|document\.write)\b/,
  ),
  never(
    'no check is silenced without a reason',
    /\.[jt]s$/,
    /@ts-(ignore|expect-error|nocheck)\W*$|(eslint|oxlint)-disable(?!.* -- \w)/,
  ),
  never(
    'imports name the file with its extension',
    /\.[jt]s$/,
    /\b(from|import) ?\(?'\.{1,2}(\/[^'.]*)*'/,
  ),
];

function isCounted({ path }: SourceFile): boolean {
  return !uncounted.test(path);
}

function folderOf({ path }: SourceFile): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function tooMany([folder, { length }]: [string, SourceFile[]]): string[] {
  return length > mostFiles ? [`${folder} has ${length}`] : [];
}

function isTooLong({ text }: SourceFile): boolean {
  return text.trimEnd().split('\n').length > ceiling;
}

function never(name: string, where: RegExp, pattern: RegExp): Rule {
  const faultsOf = ({ path, text }: SourceFile): string[] =>
    text
      .split('\n')
      .map((line, at) => ({ line, place: `${path}:${at + 1}` }))
      .filter(({ line }) => pattern.test(line))
      .map(({ line, place }) => `${place} ${line.trim()}`);
  return {
    name,
    faults: (files) => files.filter(({ path }) => where.test(path)).flatMap(faultsOf),
  };
}
