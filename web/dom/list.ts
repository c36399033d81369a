import { longestIncreasingSubsequence } from './scrolling/increasing-subsequence.ts';

/** An entry of a list: its element, and how to show a changed item. */
export interface Entry<Item> {
  root: HTMLElement;
  show(item: Item): void;
  /** Called when the entry has been removed. */
  end?(): void;
}

interface Rendered<Item> extends Entry<Item> {
  item: Item;
}

/**
 * Renders items into `parent`, which holds nothing else. Call the returned function with the items:
 * an element lives as long as its key, is updated when its item is another object, and moves only
 * when it is out of order.
 */
export function list<Item>(
  parent: HTMLElement,
  keyOf: (item: Item) => string,
  make: (item: Item) => Entry<Item>,
): (items: readonly Item[]) => void {
  let rendered = new Map<string, Rendered<Item>>();

  const create = (item: Item): Rendered<Item> => {
    const entry = make(item);
    entry.show(item);
    return { ...entry, item };
  };
  const update = (entry: Rendered<Item>, item: Item): Rendered<Item> => {
    if (entry.item !== item) entry.show(item);
    entry.item = item;
    return entry;
  };

  return (items) => {
    const next = new Map<string, Rendered<Item>>();
    for (const item of items) {
      const key = keyOf(item);
      const entry = rendered.get(key);
      next.set(key, entry === undefined ? create(item) : update(entry, item));
    }
    for (const [key, entry] of rendered) if (!next.has(key)) remove(entry);
    rendered = next;
    putInOrder(parent, next.values());
  };
}

function remove<Item>(entry: Entry<Item>): void {
  entry.root.remove();
  entry.end?.();
}

/** Moves as few elements as possible, and never the focused one: a move would drop the focus. */
function putInOrder(parent: HTMLElement, entries: Iterable<{ root: HTMLElement }>): void {
  const roots = [...entries].map(({ root }) => root);
  let place = parent.firstElementChild;
  let done = 0;
  for (; place !== null && roots[done] === place; done++) place = place.nextElementSibling;
  const rest = roots.slice(done);
  const kept = new Set(place === null ? [] : elementsToKeep(parent, rest));
  let next: Element | null = null;
  for (const root of rest.toReversed()) {
    if (!kept.has(root)) parent.insertBefore(root, next);
    next = root;
  }
}

function elementsToKeep(parent: HTMLElement, roots: readonly HTMLElement[]): HTMLElement[] {
  const places = new Map([...parent.children].map((child, at) => [child, at]));
  const there = roots.filter((root) => places.has(root));
  const focused = there.findIndex((root) => root.contains(document.activeElement));
  const values = there.map((root) => places.get(root)!);
  return longestIncreasingSubsequence(values, focused === -1 ? undefined : focused).map(
    (at) => there[at]!,
  );
}
