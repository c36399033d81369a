import { hasReacted } from '../../../client/state/reduce-reactions.ts';
import { currentRoom } from '../../../client/state/state.ts';
import type { Person, Reaction, TextMessage } from '../../../protocol/model.ts';
import { h } from '../../dom/h.ts';
import { list, type Entry } from '../../dom/list.ts';
import { setText } from '../../dom/update.ts';
import type { AppContext } from '../../app/app-context.ts';
import { number } from '../../words/format.ts';
import { shownName } from '../../text/shown-name.ts';
import { words } from '../../words/words.ts';

/** The reactions of a message with their counts; a click adds or removes an own one. */
export function reactions(context: AppContext): Entry<TextMessage | undefined> {
  const { chat, screen } = context;
  const root = h('div', { class: 'reactions', 'aria-live': 'off' });
  let shown: TextMessage | undefined;
  let completion: AbortController | undefined;

  const isOwn = (reaction: Reaction): boolean =>
    hasReacted(screen.get(), shown?.id ?? '', reaction);
  const chip = ({ emoji }: Reaction): Entry<Reaction> => {
    const count = h('span', { class: 'reactions__count' });
    const shape = h('span', { class: 'reactions__shape' }, emoji, ' ', count);
    const button = h('button', { class: 'reactions__one', type: 'button', value: emoji }, shape);
    button.addEventListener('click', () => {
      if (shown !== undefined && !currentRoom(screen.get())?.archived)
        void chat.react(shown.id, emoji, button.ariaPressed !== 'true');
    });
    const show = (reaction: Reaction): void => {
      setText(count, number(reaction.count));
      button.ariaPressed = String(isOwn(reaction));
      button.title = whoReacted(reaction);
    };
    return { root: button, show };
  };
  const showChips = list<Reaction>(root, ({ emoji }) => emoji, chip);

  const show = (message: TextMessage | undefined): void => {
    shown = message;
    const all = message?.reactions ?? [];
    root.hidden = all.length === 0;
    showChips(all);
    if (completion !== undefined || !all.some(({ count, by }) => count > by.length)) return;
    const { signal } = (completion = new AbortController());
    import('./reaction-list.ts').then(
      (it) =>
        it.complete(context, { root, message: () => shown, title: whoReacted, isOwn }, signal),
      () => (completion = undefined),
    );
  };
  return { root, show, end: () => completion?.abort() };
}

/** The names of `people`, and the number of others. */
export function whoReacted({ count, by }: Reaction, people: readonly Person[] = by): string {
  const names = people.map(shownName).join(', ');
  const others = count - people.length;
  return others > 0 ? `${names} ${words.morePeople(others)}` : names;
}
