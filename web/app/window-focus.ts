import { Store } from '../../client/state/store.ts';

/** Whether the page is visible and its window has the focus. */
export function watchFocus(): Store<boolean> {
  const focused = new Store(hasFocus());
  const update = (): void => {
    if (focused.get() !== hasFocus()) focused.set(hasFocus());
  };
  document.addEventListener('visibilitychange', update);
  for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, update);
  return focused;
}

function hasFocus(): boolean {
  return !document.hidden && document.hasFocus();
}
