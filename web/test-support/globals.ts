/** What a test calls when it ends. */
export interface Ending {
  after: (end: () => void) => void;
}

/** Gives a global another value until the test ends: others run in the same process. */
export function replaceGlobal(t: Ending, name: string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
  t.after(() => {
    Reflect.deleteProperty(globalThis, name);
    if (before) Object.defineProperty(globalThis, name, before);
  });
}
