import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { usage } from '../../config.ts';
import { startServer } from '../../test-support/running/test-server.ts';

const operating = readFileSync(join(import.meta.dirname, '../../../docs/operating.md'), 'utf8');

test('docs/operating.md has every option, with its variable and its default', () => {
  assert.ok(optionsInUsage().includes('port PORT 3000'));
  assert.deepEqual(optionsInDocs(), optionsInUsage());
});

test('docs/operating.md has every metric', async (t) => {
  const { body } = await (await startServer(t)).request('/metrics');
  const measured = [...body.matchAll(/^# TYPE (causette_\w+)/gmu)].map(([, name]) => name);
  const written = [...operating.matchAll(/^\| `(causette_\w+)`/gmu)].map(([, name]) => name);
  assert.deepEqual(new Set(written), new Set(measured));
});

/** The option, its variable and its default, from the rows of the table. */
function optionsInDocs(): string[] {
  const rows = operating.matchAll(/^\| (?:`([A-Z_]+)`)? *\| `--([a-z-]+)` *\| ([^| ]*) *\|/gmu);
  return [...rows].map(([, variable = '', option, byDefault]) =>
    [option, variable, byDefault].join(' '),
  );
}

/** The same, from what `--help` shows. */
function optionsInUsage(): string[] {
  const [, list = ''] = /options\]\n\n(.*)\n\n/su.exec(usage) ?? [];
  const texts = list.split(/^ {2}--/mu).slice(1);
  return texts
    .map((text) => {
      const option = /^[a-z-]+/u.exec(text)![0];
      const variable = option.toUpperCase().replaceAll('-', '_');
      const [, byDefault = ''] = /\(([^\s:)]+)[^)]*\)\s*$/u.exec(text) ?? [];
      return [
        option,
        new RegExp(String.raw`\b${variable}\b`, 'u').test(text) ? variable : '',
        byDefault,
      ];
    })
    .filter(([option]) => option !== 'help')
    .map((parts) => parts.join(' '));
}
