import type { Message } from '../../protocol/model.ts';

/**
 * Merges both lists in the order of `seq`; of the same message, the later revision wins. `held` is
 * already in order and may be long, `changed` is short: inserts instead of sorting again.
 */
export function merge(held: readonly Message[], changed: readonly Message[]): readonly Message[] {
  if (changed.length === 0) return held;
  const all = [...held];
  for (const message of changed) put(all, message);
  return all;
}

/** The index of the first message with a greater `seq`. */
export function indexAfter(messages: readonly Message[], seq: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (messages[middle]!.seq <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function put(all: Message[], message: Message): void {
  const index = indexAfter(all, message.seq);
  const known = all[index - 1];
  if (known?.seq !== message.seq) all.splice(index, 0, message);
  else if (known.rev < message.rev) all[index - 1] = message;
}
