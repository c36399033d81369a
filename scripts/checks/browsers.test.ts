import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { runInNewContext } from 'node:vm';

const [config, html, readme, script] = [
  'vite.config.ts',
  'web/index.html',
  'README.md',
  'web/too-old.js',
].map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** The features that the page needs, with a stub of a browser that has them. */
const browser = {
  RegExp,
  HTMLElement: { prototype: { popover: null } },
  Intl: { Segmenter: class {} },
  AbortSignal: { any: () => {} },
  CSS: { supports: () => true },
};

test('the build, the README and the message for old browsers name the same versions', () => {
  const target = /target: \[(.*)\]/u.exec(config!)?.[1] ?? '';
  const built = [...target.matchAll(/'([a-z]+)([\d.]+)'/gu)].map(([, name, version]) => [
    name,
    version,
  ]);
  assert.deepEqual(
    built.map(([name]) => name),
    ['chrome', 'edge', 'firefox', 'safari'],
  );
  const [chrome, edge, firefox, safari] = built.map(([, version]) => version!);
  assert.equal(chrome, edge);
  const sentence = (or: string): string =>
    `Chrome ${or} Edge ${chrome}, Firefox ${firefox}, Safari ${safari},`;
  const words = html!.replace(/\s+/gu, ' ');
  assert.ok(words.includes(`This browser is too old for Causette, which needs ${sentence('or')}`));
  assert.ok(words.includes(`pour Causette, qui demande ${sentence('ou')}`));
  assert.ok(readme!.includes(`The page runs in ${sentence('or')}`));
});

test('a browser without scripts shows a message in both languages', () => {
  const words = /<noscript>(.*?)<\/noscript>/su.exec(html!)?.[1] ?? '';
  assert.match(words, /<p>Causette needs JavaScript\.<\/p>/u);
  assert.match(words, /<p lang="fr">Causette a besoin de JavaScript\.<\/p>/u);
});

test('a browser with every needed feature shows no message', () => {
  assert.deepEqual(told(browser), { isShown: false, isTooOld: false });
});

for (const missing of Object.keys(browser)) {
  test(`a browser without ${missing} shows a message in both languages`, () => {
    const older = { ...browser, [missing]: missing === 'CSS' ? { supports: () => false } : {} };
    assert.deepEqual(told(older), { isShown: true, isTooOld: true });
  });
}

test('shows a message when the page cannot start, but not when a file fails to load', () => {
  assert.equal(told(browser, { error: new SyntaxError('?') }).isShown, true);
  assert.equal(told(browser, { reason: new TypeError('x is not a function') }).isShown, true);
  assert.equal(told(browser, {}).isShown, false);
});

test('the script for old browsers uses old syntax only', () => {
  assert.doesNotMatch(script!, /=>|`|\b(?:const|let|class|async)\b|\?\.|\.\.\./u);
});

/** What such a browser shows after this event in the page. */
function told(has: object, happens?: object): { isShown: boolean; isTooOld: boolean } {
  const [attributes, rootAttributes] = [new Set(['hidden']), new Set<string>()];
  const document = {
    documentElement: { setAttribute: (name: string) => rootAttributes.add(name) },
    createElement: () => ({ noModule: false }),
    getElementById: () => ({ removeAttribute: (name: string) => attributes.delete(name) }),
  };
  const listeners: ((event: object) => void)[] = [];
  const window = {
    addEventListener: (_type: string, listener: (event: object) => void) =>
      listeners.push(listener),
  };
  runInNewContext(script!, { ...has, document, window });
  if (happens !== undefined) for (const listener of listeners) listener(happens);
  return { isShown: !attributes.has('hidden'), isTooOld: rootAttributes.has('data-too-old') };
}
