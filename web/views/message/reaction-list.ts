import { currentRoom, type Link } from '../../../client/state/state.ts';
import type { Reaction, TextMessage } from '../../../protocol/model.ts';
import type { AppContext } from '../../app-context.ts';
import type { whoReacted } from './reactions.ts';

/** The emoji on a message as they are shown. */
interface Shown {
  root: HTMLElement;
  message: () => TextMessage | undefined;
  title: typeof whoReacted;
  isOwn: (reaction: Reaction) => boolean;
}

/**
 * What the reactions of a message need that names only the first who put each there: whether one
 * is among the others, and who they are, once a pointer or the focus comes to an emoji.
 */
export function crowd(
  { chat, screen }: AppContext,
  { root, message, title, isOwn }: Shown,
  signal: AbortSignal,
): void {
  const room = currentRoom(screen.get())?.name;
  const id = message()?.id;
  if (signal.aborted || room === undefined || id === undefined) return;
  // What does not come is asked again by whoever shows the message anew, or points at it.
  const ask = (emoji?: string) => chat.fetchReactions(room, id, emoji).catch(() => undefined);

  const press = (): void => {
    for (const [button, reaction] of chips()) {
      button.ariaPressed = String(isOwn(reaction));
      if (button.matches(':hover, :focus')) void name(button);
    }
  };
  const chips = (): [HTMLButtonElement, Reaction][] => {
    const all = message()?.reactions ?? [];
    return [...root.querySelectorAll('button')].flatMap((button) => {
      const reaction = all.find(({ emoji }) => emoji === button.value);
      return reaction === undefined ? [] : [[button, reaction]];
    });
  };
  const asked = new WeakSet<Reaction>();
  const isNamed = (one: Reaction): boolean => asked.has(one) || one.count <= one.by.length;
  const name = async (target: EventTarget | null): Promise<void> => {
    const pointed = target instanceof Element ? target.closest('button') : null;
    const [button, reaction] = chips().find(([each]) => each === pointed) ?? [];
    if (button === undefined || reaction === undefined || isNamed(reaction)) return;
    asked.add(reaction);
    button.title = title(reaction, (await ask(reaction.emoji))?.people);
  };
  for (const event of ['pointerover', 'focusin']) {
    root.addEventListener(event, ({ target }) => void name(target), { signal });
  }
  screen.watch(({ reacted }) => reacted.get(id), press, signal);
  // While the line is open, the server tells what one does in another tab.
  whenOpen(screen, () => void ask(), signal);
}

function whenOpen(screen: AppContext['screen'], call: () => void, signal: AbortSignal): void {
  const show = (is: Link['is']): void => (is === 'open' ? call() : undefined);
  screen.watch(({ link }) => link.is, show, signal);
}
