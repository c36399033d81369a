import type { Message } from '../../protocol/model.ts';

/**
 * Both lists as one in the order of `seq`; of the same message, the later state. `held` is in that
 * order and as long as a room; `news` is short: a room is not sorted again for each change.
 */
export function merge(held: readonly Message[], news: readonly Message[]): readonly Message[] {
  if (news.length === 0) return held;
  const all = [...held];
  for (const message of news) put(all, message);
  return all;
}

/** The index of the first message after a place. */
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
