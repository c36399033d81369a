import { globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Document {
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly text: string;
}

const folders = 'bench|bots|client|docs|e2e|protocol|scripts|server|web';
const pathInCode = new RegExp(String.raw`\x60((?:${folders})/[\w./{},*-]+)\x60`, 'gu');
const link = /\]\(([^()\s:]+)\)/gu;

/** The files and sections that documents name and that are not there, a line each. */
export function brokenReferences(documents: readonly Document[], root: string): string[] {
  const isThere = (path: string): boolean => globSync(path, { cwd: root }).length > 0;
  const sections = new Map(documents.map(({ path, text }) => [path, anchorsIn(text)]));
  return documents.flatMap(({ path, text }) => [
    ...[...text.matchAll(pathInCode)]
      .map(([, named]) => named!)
      .filter((named) => !isThere(named))
      .map((named) => `${path}: there is no ${named}`),
    ...[...text.matchAll(link)]
      .map(([, target]) => target!)
      .filter((target) => !leads(path, target, sections, isThere))
      .map((target) => `${path}: the link to ${target} leads nowhere`),
  ]);
}

function leads(
  from: string,
  target: string,
  sections: ReadonlyMap<string, ReadonlySet<string>>,
  isThere: (path: string) => boolean,
): boolean {
  const [file = '', section] = target.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file));
  if (section === undefined) return isThere(path);
  return sections.get(path)?.has(section) ?? false;
}

/** The anchors of a document's headings, as GitHub makes them. */
export function anchorsIn(text: string): Set<string> {
  const headings = text.replaceAll(/^```[^]*?^```/gmu, '').matchAll(/^#+ (.*)$/gmu);
  return new Set(
    [...headings].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
