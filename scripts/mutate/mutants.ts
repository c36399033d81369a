import { parseSync } from 'vite';
import { applied, childrenOf, type Change, type SyntaxNode } from './change.ts';
import { changesOf } from './mutators.ts';

/** A source with one mutation, and its location for people. */
export interface Mutant extends Change {
  file: string;
  line: number;
  column: number;
  /** The changed part of the line, before and after. */
  was: string;
  becomes: string;
}

/** Every mutant of a source, in the order of its text. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const root = program as unknown as SyntaxNode;
  const changes = changesBelow(root, (node) => source.slice(node.start, node.end));
  const once = new Map(changes.map((change) => [JSON.stringify(change), change]));
  return [...once.values()]
    .filter((change) => applied(source, change) !== source)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((change) => ({ file, ...change, ...placeOf(source, change) }));
}

function changesBelow(node: SyntaxNode, textOf: (node: SyntaxNode) => string): Change[] {
  return childrenOf(node).flatMap((child) => {
    if (isOnlyType(child)) return [];
    return [...changesOf(child, { parent: node, textOf }), ...changesBelow(child, textOf)];
  });
}

/** Types do not exist at run time; imports are not mutated. */
function isOnlyType({ type }: SyntaxNode): boolean {
  if (/^TS(As|NonNull|Satisfies)/u.test(type)) return false;
  return /^(TS|Import|ExportAll)/u.test(type);
}

type Place = Pick<Mutant, 'line' | 'column' | 'was' | 'becomes'>;

function placeOf(source: string, { start, end, text }: Change): Place {
  const before = source.slice(0, start).split('\n');
  return {
    line: before.length,
    column: before.at(-1)!.length + 1,
    was: shortened(source.slice(start, end)),
    becomes: shortened(text),
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length > 70 ? `${line.slice(0, 67)}…` : line;
}
