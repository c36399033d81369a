import { currentRoom, type Link } from '../../../client/state/state.ts';
import type { Reaction, TextMessage } from '../../../protocol/model.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { whoReacted } from './reactions.ts';

/** The rendered reactions of a message. */
interface Rendered {
  root: HTMLElement;
  message: () => TextMessage | undefined;
  title: typeof whoReacted;
  isOwn: (reaction: Reaction) => boolean;
}

/**
 * Completes reactions whose lists of people are truncated: requests whether this person has reacted,
 * and the other names once an emoji is hovered or focused.
 */
export function complete(
  { chat, screen }: AppContext,
  { root, message, title, isOwn }: Rendered,
  signal: AbortSignal,
): void {
  const room = currentRoom(screen.get())?.id;
  const id = message()?.id;
  if (signal.aborted || room === undefined || id === undefined) return;
  // A failed request is repeated when the message is rendered again, or hovered.
  const request = (emoji?: string) => chat.fetchReactions(room, id, emoji).catch(() => undefined);

  const update = (): void => {
    for (const [button, reaction] of chips()) {
      button.ariaPressed = String(isOwn(reaction));
      if (button.matches(':hover, :focus')) void loadNames(button);
    }
  };
  const chips = (): [HTMLButtonElement, Reaction][] => {
    const all = message()?.reactions ?? [];
    return [...root.querySelectorAll('button')].flatMap((button) => {
      const reaction = all.find(({ emoji }) => emoji === button.value);
      return reaction === undefined ? [] : [[button, reaction]];
    });
  };
  const requested = new WeakSet<Reaction>();
  const isNamed = (one: Reaction): boolean => requested.has(one) || one.count <= one.by.length;
  const loadNames = async (target: EventTarget | null): Promise<void> => {
    const hovered = target instanceof Element ? target.closest('button') : null;
    const [button, reaction] = chips().find(([each]) => each === hovered) ?? [];
    if (button === undefined || reaction === undefined || isNamed(reaction)) return;
    requested.add(reaction);
    button.title = title(reaction, (await request(reaction.emoji))?.people);
  };
  for (const event of ['pointerover', 'focusin']) {
    root.addEventListener(event, ({ target }) => void loadNames(target), { signal });
  }
  screen.watch(({ reacted }) => reacted.get(id), update, signal);
  // While connected, the server sends the reactions of other tabs.
  whenOpen(screen, () => void request(), signal);
}

function whenOpen(screen: AppContext['screen'], call: () => void, signal: AbortSignal): void {
  const show = (is: Link['is']): void => (is === 'open' ? call() : undefined);
  screen.watch(({ link }) => link.is, show, signal);
}
