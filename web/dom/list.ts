import { longestRise } from './scrolling/rise.ts';

/** One line of a list: its element, and how to show another state of the same thing. */
export interface Entry<Item> {
  root: HTMLElement;
  show(item: Item): void;
  /** Its line is gone for good. */
  end?(): void;
}

interface Held<Item> extends Entry<Item> {
  item: Item;
}

/**
 * Fills `parent`, which holds nothing else. The returned function shows items: an element lives
 * as long as its key, is updated when its item is another object, and moves only when out of place.
 */
export function list<Item>(
  parent: HTMLElement,
  keyOf: (item: Item) => string,
  make: (item: Item) => Entry<Item>,
): (items: readonly Item[]) => void {
  let held = new Map<string, Held<Item>>();

  const enter = (item: Item): Held<Item> => {
    const entry = make(item);
    entry.show(item);
    return { ...entry, item };
  };
  const update = (entry: Held<Item>, item: Item): Held<Item> => {
    if (entry.item !== item) entry.show(item);
    entry.item = item;
    return entry;
  };

  return (items) => {
    const next = new Map<string, Held<Item>>();
    for (const item of items) {
      const key = keyOf(item);
      const entry = held.get(key);
      next.set(key, entry === undefined ? enter(item) : update(entry, item));
    }
    for (const [key, entry] of held) if (!next.has(key)) leave(entry);
    held = next;
    putInOrder(parent, next.values());
  };
}

function leave<Item>(entry: Entry<Item>): void {
  entry.root.remove();
  entry.end?.();
}

/** Moves as few as can be, and never the one with the focus, which would lose it. */
function putInOrder(parent: HTMLElement, entries: Iterable<{ root: HTMLElement }>): void {
  const roots = [...entries].map(({ root }) => root);
  let place = parent.firstElementChild;
  let done = 0;
  for (; place !== null && roots[done] === place; done++) place = place.nextElementSibling;
  const rest = roots.slice(done);
  const stay = new Set(place === null ? [] : staying(parent, rest));
  let next: Element | null = null;
  for (const root of rest.toReversed()) {
    if (!stay.has(root)) parent.insertBefore(root, next);
    next = root;
  }
}

function staying(parent: HTMLElement, roots: readonly HTMLElement[]): HTMLElement[] {
  const places = new Map([...parent.children].map((child, at) => [child, at]));
  const there = roots.filter((root) => places.has(root));
  const focused = there.findIndex((root) => root.contains(document.activeElement));
  const values = there.map((root) => places.get(root)!);
  return longestRise(values, focused === -1 ? undefined : focused).map((at) => there[at]!);
}
