import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { buildPage } from './build.js';
import { install, root } from './install.js';
import { ensureNginx } from './install/nginx.js';
import { ensurePython } from './install/python.js';
import { tallyOfPlaywright, tallyOfTap } from './tally.js';

const node = install();
// Imported after the installation, which it needs.
const { ensureBrowser } = await import('./install/browser.js');
const { ensureEngines } = await import('./install/engines.js');

const e2eResult = join(root, '.cache/e2e.json');
const stageLimit = 10 * 60_000;
const [chosen, ...rest] = process.argv.slice(2);
const total = { passed: 0, failed: 0 };

/** @type {Record<string, () => number>} */
const stages = {
  browser: () => ensureBrowser(node),
  nginx: ensureNginx,
  python: ensurePython,
  page: () => buildPage(node),
  check,
  unit: () => nodeTests('unit', filesOf('unit')),
  spec: () => nodeTests('spec', filesOf('spec')),
  process: () => nodeTests('process', filesOf('process')),
  e2e,
  engines,
};

/** @type {Record<string, string[]>} */
const needs = {
  spec: ['python', 'page'],
  process: ['nginx', 'page'],
  e2e: ['browser', 'page'],
  engines: ['browser', 'page'],
};

runStages(chosen ? stagesFor(chosen) : Object.keys(stages));

/**
 * Runs a stage with what it needs.
 * @param {string} name
 */
function stagesFor(name) {
  if (name in stages) return [...(needs[name] ?? []), name];
  console.error(`There is no stage "${name}". The stages are: ${Object.keys(stages).join(', ')}.`);
  process.exit(1);
}

/** @param {string[]} names */
function runStages(names) {
  const started = Date.now();
  mkdirSync(join(root, '.cache'), { recursive: true });
  const failed = names.find((name) => runStage(name) !== 0);
  console.log(`\n${failed ? `Failed at: ${failed}` : 'All passed'}, ${secondsSince(started)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
}

/** @param {string} name */
function runStage(name) {
  const started = Date.now();
  const before = total.failed;
  const code = /** @type {() => number} */ (stages[name])();
  // A stage that fails without a failed test still counts as a failure.
  if (code !== 0 && total.failed === before) total.failed += 1;
  console.log(`${code === 0 ? '✔' : '✖'} ${name}, ${secondsSince(started)}`);
  process.exitCode = code;
  return code;
}

function check() {
  return run(['scripts/check.ts']);
}

/** Runs the same steps in each installed engine; `rest`: their names, such as `firefox`. */
function engines() {
  const code = ensureEngines();
  if (code !== 0) return code;
  const only = rest.map((name) => `--test-name-pattern=^${name}`);
  return nodeTests('engines', [...only, 'e2e/engines/main.ts']);
}

/**
 * Runs test files of Node, two at a time.
 * @param {string} stage
 * @param {string[]} files
 */
function nodeTests(stage, files) {
  const result = join(root, `.cache/${stage}.tap`);
  const args = [
    '--test',
    `--import=${new URL('exit-when-done.js', import.meta.url).href}`,
    '--test-concurrency=2',
    '--test-timeout=120000',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${result}`,
    ...files,
  ];
  return runTests(args, result, tallyOfTap);
}

/**
 * The files of a stage that were named, or else all of it.
 * @param {string} stage
 */
function filesOf(stage) {
  if (rest.length > 0) return rest;
  const list = spawnSync(node, ['scripts/test-files.ts', stage], { cwd: root, encoding: 'utf8' });
  if (list.status !== 0) throw new Error(list.stderr);
  return list.stdout.trim().split('\n');
}

function e2e() {
  const options = ['test', '-c', 'e2e', '--reporter=list,json', ...rest];
  const args = ['node_modules/@playwright/test/cli.js', ...options];
  return runTests(args, e2eResult, tallyOfPlaywright);
}

/**
 * @param {string[]} args
 * @param {string} result the file that the run writes
 * @param {(text: string) => import('./tally.js').Tally} tally
 */
function runTests(args, result, tally) {
  rmSync(result, { force: true });
  const code = run(args);
  const { passed, failed } = tally(existsSync(result) ? readFileSync(result, 'utf8') : '');
  total.passed += passed;
  total.failed += failed;
  // A pattern without a match must not pass.
  return passed === 0 ? 1 : code;
}

/** @param {string[]} args */
function run(args) {
  const path = join(root, 'node_modules/.bin') + delimiter + process.env['PATH'];
  const child = spawnSync(node, args, {
    cwd: root,
    env: {
      ...process.env,
      PATH: path,
      PLAYWRIGHT_JSON_OUTPUT_FILE: e2eResult,
      // Shared by all test files and servers, which are processes: speeds up their start.
      NODE_COMPILE_CACHE: join(root, '.cache/node'),
    },
    stdio: 'inherit',
    // A test that leaves something open would keep its runner waiting for ever.
    timeout: stageLimit,
    killSignal: 'SIGINT',
  });
  return child.status ?? 1;
}

/** @param {number} start */
function secondsSince(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}
