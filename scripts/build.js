import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './install.js';

const sources = ['web', 'client', 'protocol', 'vite.config.ts', 'package-lock.json'];
const page = join(root, 'dist/web');

/**
 * Builds the page into dist/web, unless the build is newer than its sources. Returns the exit code
 * of the build.
 * @param {string} node path of the pinned Node
 */
export function buildPage(node) {
  const built = statSync(join(page, 'index.html'), { throwIfNoEntry: false });
  if (built && built.mtimeMs >= newestSource()) return 0;
  console.log('Building the page…');
  return build(node);
}

function newestSource() {
  const paths = sources.map((source) => join(root, source));
  return Math.max(...paths.flatMap(withContents).map((path) => statSync(path).mtimeMs));
}

/** @param {string} path */
function withContents(path) {
  if (!statSync(path).isDirectory()) return [path];
  return [path, ...readdirSync(path, { recursive: true }).map((name) => join(path, String(name)))];
}

// Built aside and then moved, so that a running server or a second build never sees half a page.
/** @param {string} node */
function build(node) {
  const aside = `${page}-${process.pid}`;
  const started = new Date();
  const status = isPathForVite(root) ? runVite(node, root, aside) : buildFromCopy(node, aside);
  if (status === 0) {
    // Dated to its start: a source saved during the build counts as newer.
    utimesSync(join(aside, 'index.html'), started, started);
    replacePage(aside);
  }
  rmSync(aside, { recursive: true, force: true });
  return status;
}

/**
 * Vite parses `#` and `?` in a path as parts of a URL.
 * @param {string} path
 */
export function isPathForVite(path) {
  return !/[#?]/.test(path);
}

/**
 * @param {string} node
 * @param {string} output
 */
function buildFromCopy(node, output) {
  const copy = mkdtempSync(join(tmpdir(), 'causette-build-'));
  try {
    const files = readdirSync(root).filter((name) => /^(package|tsconfig.*)\.json$/.test(name));
    for (const name of [...sources, ...files]) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    return runVite(node, copy, output);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {string} output
 */
function runVite(node, folder, output) {
  const options = ['--configLoader', 'native', '--outDir', output, '--emptyOutDir'];
  const args = ['node_modules/vite/bin/vite.js', 'build', ...options, '--logLevel', 'warn'];
  return spawnSync(node, args, { cwd: folder, stdio: 'inherit' }).status ?? 1;
}

/** @param {string} built */
function replacePage(built) {
  const previous = `${built}-previous`;
  if (existsSync(page)) renameSync(page, previous);
  renameSync(built, page);
  rmSync(previous, { recursive: true, force: true });
}
