/** Runs in the page: simulates blocked site data, where accessing the storage throws. */
export function blockSiteData(): void {
  const blocked = (): never => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'caches', 'BroadcastChannel']) {
    Object.defineProperty(globalThis, name, { get: blocked });
  }
  Object.defineProperty(globalThis.navigator, 'serviceWorker', { get: blocked });
  Object.defineProperty(globalThis.navigator, 'locks', { value: undefined });
  Object.defineProperty(IDBFactory.prototype, 'open', { value: blocked });
}
