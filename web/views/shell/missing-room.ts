import { defaultRoom } from '../../../protocol/limits.ts';
import { h } from '../../dom/h.ts';
import { lazy } from '../../dom/lazy-load.ts';
import type { AppContext } from '../../app/app-context.ts';
import { addressOf } from '../../app/router.ts';
import { words } from '../../words/words.ts';

/** A notice in place of a room that does not exist, or not for this person, with ways on. */
export function missingRoom(context: AppContext) {
  const text = h('p', { role: 'status' });
  const back = h('div', { class: 'room__back' });
  const browse = h('button', { class: 'button', type: 'button' }, words.browseRooms);
  const home = h('a', { class: 'button', href: addressOf(defaultRoom) });
  home.append(words.goToRoom(`# ${words.generalRoom}`));
  const root = h('div', { class: 'room__lost' }, text, back, browse, home);
  const browsing = lazy(() => import('../rooms/browse.ts'));
  const nothing = (): void => {};
  browse.addEventListener('click', () => {
    browsing().then((it) => it.showRooms(context), nothing);
  });

  let shown: string | undefined;
  /** `wasHere`: this person has just lost the room. */
  const show = (missing: string | undefined, wasHere: boolean): void => {
    shown = missing;
    root.hidden = missing === undefined;
    text.hidden = false;
    back.replaceChildren();
    text.textContent = wasHere ? words.noLongerInRoom : words.noSuchRoom;
    if (missing === undefined) return;
    const offer = async (): Promise<void> => {
      const way = await (await browsing()).wayBack(context, missing);
      if (shown !== missing || way === undefined) return;
      text.hidden = true;
      back.replaceChildren(...way);
    };
    offer().catch(nothing);
  };
  return { root, show };
}
