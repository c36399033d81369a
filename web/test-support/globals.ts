/** The part of a test context that runs a cleanup. */
export interface Cleanup {
  after: (end: () => void) => void;
}

/** Replaces a global until the test ends: other tests run in the same process. */
export function replaceGlobal(t: Cleanup, name: string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
  t.after(() => {
    Reflect.deleteProperty(globalThis, name);
    if (before) Object.defineProperty(globalThis, name, before);
  });
}
