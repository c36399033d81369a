/** One field of an interface, as its source declares it. */
export interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
  /** Its docstring in one line; '' where there is none. */
  readonly meaning: string;
}

/** An exported interface of TypeScript. */
export interface Declared {
  readonly name: string;
  readonly parent: string | undefined;
  readonly meaning: string;
  readonly fields: readonly Field[];
}

/** The part of a regular expression that finds the docstring before a declaration. */
export const docstring = String.raw`(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*)?`;
const declaration = new RegExp(
  String.raw`^${docstring}(?:export )?interface (\w+)(?: extends (\w+))? \{\n([^]*?)^\}`,
  'gmu',
);
const member = new RegExp(String.raw`^ {2}${docstring}(\w+)(\??): ([^]+?);$`, 'gmu');

/** The interfaces that a formatted source declares, in the order in which they stand. */
export function interfacesIn(source: string): Declared[] {
  return [...source.matchAll(declaration)].map(([, doc, name, parent, body]) => ({
    name: name!,
    parent,
    meaning: oneLine(doc),
    fields: [...body!.matchAll(member)].map(([, words, field, optional, type]) => ({
      name: field!,
      isOptional: optional === '?',
      type: type!,
      meaning: oneLine(words),
    })),
  }));
}

/** A docstring without its stars. */
export function oneLine(doc = ''): string {
  return doc
    .replaceAll(/^\s*\*+/gmu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
