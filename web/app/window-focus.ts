import { Store } from '../../client/state/store.ts';

/** Whether somebody looks at the page: it is in view, and its window is the one in front. */
export function watchFront(): Store<boolean> {
  const front = new Store(isInFront());
  const look = (): void => {
    if (front.get() !== isInFront()) front.set(isInFront());
  };
  document.addEventListener('visibilitychange', look);
  for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, look);
  return front;
}

function isInFront(): boolean {
  return !document.hidden && document.hasFocus();
}
