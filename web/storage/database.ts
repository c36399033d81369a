import { createStore, type UseStore } from 'idb-keyval';
import { here } from './path-keys.ts';

/** Milliseconds after which a database that has not answered is taken to be none: the page waits for it. */
const patience = { readonly: 1_500, readwrite: 10_000, versionchange: 10_000 } as const;

/**
 * The database of this page. Every call rejects where there is none, and once it has not answered,
 * at once: a browser may throw, refuse, or never answer.
 */
export function openDisk(): UseStore {
  const store = createStore(`causette${here}`, 'kept');
  let isDumb = false;
  const inTime = <Result>(answer: Promise<Result>, milliseconds: number): Promise<Result> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        isDumb = true;
        reject(new Error('the database of this browser does not answer'));
      };
      const timer = setTimeout(giveUp, milliseconds);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  return async (mode, work) => {
    if (isDumb) throw new Error('the database of this browser did not answer');
    return inTime(Promise.resolve(store(mode, work)), patience[mode]);
  };
}
