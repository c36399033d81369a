/** Timeout of a wait in a page, in milliseconds. */
const patience = 5_000;

/** An element: a selector, and a part of its accessible name or text. */
export interface Sought {
  css: string;
  name?: string;
}

/** A condition that runs in the page, without access to variables of this process. */
export type Condition<Args extends unknown[]> = (...args: Args) => unknown;

/** An expression for the page: the last visible matching element, once there is one. */
export function elementThat({ css, name = '' }: Sought): string {
  return until(`${find.name}(${asArguments([css, name])})`, `${css} "${name}"`);
}

/** An expression for the page: true once the condition holds. */
export function holds<Args extends unknown[]>(condition: Condition<Args>, args: Args): string {
  const call = `(${String(condition)})(${asArguments(args)})`;
  return until(`Boolean(${call})`, call);
}

function until(expression: string, what: string): string {
  const functions = [nameOf, find, poll].map(String).join('\n');
  const options = asArguments([patience, what]);
  return `(() => { ${functions}; return poll(() => ${expression}, ${options}); })()`;
}

function asArguments(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

// These functions run in the page, as text.

function poll(look: () => unknown, longest: number, what: string): Promise<unknown> {
  const end = performance.now() + longest;
  const ending = (): string =>
    (document.querySelector('main') ?? document.body).innerText.slice(-400);
  return new Promise((resolve, reject) => {
    const again = (): void => {
      const seen = look();
      if (seen) resolve(seen);
      else if (performance.now() < end) setTimeout(again, 20);
      else reject(new Error(`not within ${longest} ms: ${what}; what is there: ${ending()}`));
    };
    again();
  });
}

function find(css: string, name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(css)].findLast(
    (element) => element.checkVisibility() && nameOf(element).includes(name),
  );
}

function nameOf(element: HTMLElement): string {
  const labels = 'labels' in element ? [...(element.labels as Iterable<HTMLElement>)] : [];
  const texts = [...labels, element].map(({ textContent }) => textContent);
  return [element.ariaLabel, ...texts].join(' ');
}
