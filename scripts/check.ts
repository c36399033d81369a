import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importsPointDown } from './checks/floors.ts';
import { layout, type Rule } from './checks/layout.ts';
import { staleDocuments } from './docs/generated.ts';
import { brokenReferences } from './docs/references.ts';

/** Returns one line per fault. */
type Check = () => string[] | Promise<string[]>;

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const lintOptions = ['--type-aware', '--deny-warnings', '--format=unix'];
const folders = projectFolders();
const sources = globSync(`{${folders.join()}}/**/*.{ts,js,css,html}`).map((path) => ({
  path,
  text: read(path),
}));

const checks: Record<string, Check> = {
  types: () => tool('tsc', '-b'),
  lint: () => tool('oxlint', ...lintOptions, 'vite.config.ts', ...folders),
  format: () =>
    tool('prettier', '--list-different', '--cache', '--cache-location=.cache/prettier', '.'),
  ...Object.fromEntries([...layout, importsPointDown].map(toCheck)),
  'the tables of the docs are as their sources': staleDocuments,
  'the docs refer to what is there': references,
};

for (const [name, check] of Object.entries(checks)) await report(name, check);

async function report(name: string, check: Check): Promise<void> {
  const started = performance.now();
  const faults = await faultsOf(check);
  const took = `${Math.round(performance.now() - started)} ms`;
  console.log(`${faults.length === 0 ? '✔' : '✖'} ${name} (${took})`);
  for (const fault of faults) console.log(`    ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function faultsOf(check: Check): Promise<string[]> {
  try {
    return await check();
  } catch (error) {
    return [String(error)];
  }
}

function toCheck({ name, faults }: Rule): [string, Check] {
  return [name, () => faults(sources)];
}

function tool(name: string, ...args: string[]): string[] {
  const run = spawnSync(process.execPath, [`node_modules/.bin/${name}`, ...args], {
    encoding: 'utf8',
  });
  if (run.status === 0) return [];
  return `${run.stdout}${run.stderr}\n${name} failed`.split('\n').filter((line) => line.trim());
}

/** The changelog may name files that no longer exist. */
function references(): string[] {
  const paths = globSync(['*.md', 'docs/**/*.md']).filter((path) => path !== 'CHANGELOG.md');
  return brokenReferences(
    paths.map((path) => ({ path, text: read(path) })),
    '.',
  );
}

function projectFolders(): string[] {
  const { references } = JSON.parse(read('tsconfig.json')) as { references: { path: string }[] };
  return references.map(({ path }) => path);
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
