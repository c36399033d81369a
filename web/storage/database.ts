import { createStore, type UseStore } from 'idb-keyval';
import { keyPrefix } from './path-keys.ts';

/** Milliseconds before a database that does not answer counts as missing: the page waits for it. */
const timeouts = { readonly: 1_500, readwrite: 10_000, versionchange: 10_000 } as const;

/**
 * The database of this page. A browser may throw, refuse, or never answer: every call rejects then.
 * After one timeout all further calls reject at once.
 */
export function openDisk(): UseStore {
  const store = createStore(`causette${keyPrefix}`, 'kept');
  let hasTimedOut = false;
  const withTimeout = <Result>(answer: Promise<Result>, milliseconds: number): Promise<Result> =>
    new Promise((resolve, reject) => {
      const timeOut = (): void => {
        hasTimedOut = true;
        reject(new Error('the database of this browser does not answer'));
      };
      const timer = setTimeout(timeOut, milliseconds);
      answer.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  return async (mode, work) => {
    if (hasTimedOut) throw new Error('the database of this browser did not answer');
    return withTimeout(Promise.resolve(store(mode, work)), timeouts[mode]);
  };
}
