/** A mutation: replaces the text between two offsets of a source. */
export interface Change {
  start: number;
  end: number;
  text: string;
}

/** A node of the syntax tree: its kind, its offsets, and the fields of its kind. */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [field: string]: unknown;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The child nodes, in the order of the fields. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node)
    .flatMap((field) => [field].flat())
    .filter(isNode);
}

export function replaced(node: SyntaxNode, text: string): Change {
  return { start: node.start, end: node.end, text };
}

export function applied(source: string, { start, end, text }: Change): string {
  return source.slice(0, start) + text + source.slice(end);
}
