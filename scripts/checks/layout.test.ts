import assert from 'node:assert/strict';
import test from 'node:test';
import { layout } from './layout.ts';

// Split, so that this file does not break the rules itself.
const dot = '.';
const skip = 'skip';
const disable = 'oxlint-' + 'disable-next-line no-var';

test('limits the length of files', () => {
  breaks('no file is longer than 250 lines', { 'web/styles/page.css': 'a {}\n'.repeat(251) });
  keeps({ 'web/styles/page.css': 'a {}\n'.repeat(250) });
});

test('limits the number of files in a folder', () => {
  const files = (count: number, end: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`server/store/a${at}${end}`, '']));
  breaks('no folder has more than 12 files of its own', files(13, '.ts'));
  keeps(files(12, '.ts'));
  keeps(files(13, '.test.ts'));
});

test('refuses vague file names', () => {
  for (const path of [
    'web/utils/dom.ts',
    'server/helpers.ts',
    'client/room-manager.ts',
    'common/a.ts',
  ])
    breaks('names say what is inside', { [path]: '' });
  keeps({ 'web/service-worker.ts': '', 'server/presence.ts': '' });
});

test('refuses skipped and focused tests', () => {
  for (const line of [
    `test${dot}only('a')`,
    `t${dot}skip()`,
    `test${dot}fixme('a')`,
    `{ ${skip}: 'later' }`,
  ])
    breaks('every test runs', { 'e2e/talk.test.ts': line });
  keeps({ 'e2e/talk.test.ts': `test('a', () => {})`, 'server/app.ts': `{ ${skip}: 2 }` });
});

test('refuses retries of tests', () => {
  breaks('no test is tried twice', { 'e2e/playwright.config.ts': 'retries: 2,' });
  keeps({ 'e2e/playwright.config.ts': 'retries: 0,' });
});

test('refuses text as markup', () => {
  for (const line of [
    'a.innerHTML = b;',
    'a.outerHTML = b;',
    "a.insertAdjacentHTML('beforeend', b);",
  ])
    breaks('no text becomes markup', { 'web/views/message.ts': line });
  keeps({ 'web/views/message.ts': 'a.textContent = b;' });
});

test('refuses silenced checks without a reason', () => {
  const rule = 'no check is silenced without a reason';
  breaks(rule, { 'client/a.ts': '// @ts-' + 'expect-error' });
  breaks(rule, { 'client/a.ts': `// ${disable}` });
  keeps({ 'client/a.ts': '// @ts-' + 'expect-error the types lag behind' });
  keeps({ 'client/a.ts': `// ${disable} -- the lesson's own words` });
});

test('requires file extensions in imports', () => {
  const rule = 'imports name the file with its extension';
  for (const line of [
    `import { a } from '${dot}/a';`,
    `import '${dot}./b/a';`,
    `import('${dot}/a')`,
  ])
    breaks(rule, { 'web/main.ts': line });
  keeps({
    'web/main.ts': `import { a } from '../b/a.ts';\nimport './c.css';\nimport d from 'ws';`,
  });
});

function breaks(name: string, files: Record<string, string>): void {
  assert.deepEqual(broken(files), [name], JSON.stringify(files));
}

function keeps(files: Record<string, string>): void {
  assert.deepEqual(broken(files), []);
}

function broken(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  return layout.filter((rule) => rule.faults(sources).length > 0).map((rule) => rule.name);
}
