import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, installPackages } from './debian.js';

/** @typedef {'chromium' | 'firefox' | 'webkit'} EngineName */

/** The Debian packages of the engines other than Chromium. */
const needed = {
  firefox: { packages: ['firefox-esr'], isThere: () => firefoxPath() !== undefined },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    isThere: () =>
      miniBrowserPath() !== undefined && ['WebKitWebDriver', 'Xvfb'].every((name) => inPath(name)),
  },
};

export function firefoxPath() {
  return process.env['FIREFOX_PATH'] || inPath('firefox-esr') || inPath('firefox');
}

/** WebKitGTK's MiniBrowser; the folder in the middle names the architecture. */
export function miniBrowserPath() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const path = `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
  return existsSync(path) ? path : undefined;
}

/** @returns {EngineName[]} the installed engines; Chromium has a stage of its own */
export function enginesHere() {
  return ['chromium', ...namesOf(({ isThere }) => isThere())];
}

/** Installs missing engines where possible, and returns the exit code. */
export function ensureEngines() {
  const missing = namesOf(({ isThere }) => !isThere());
  if (missing.length === 0) return 0;
  const packages = missing.flatMap((name) => needed[name].packages);
  if (!canInstall()) {
    console.log(
      `Not tried here: ${missing.join(', ')}. On Debian they are ${packages.join(', ')}.`,
    );
    return 0;
  }
  console.log(`Installing ${missing.join(' and ')} for the tests…`);
  installPackages(packages);
  const failed = namesOf(({ isThere }) => !isThere());
  if (failed.length > 0) console.error(`Could not be installed: ${failed.join(', ')}.`);
  return failed.length;
}

/**
 * @param {(engine: { isThere: () => boolean }) => boolean} holds
 * @returns {('firefox' | 'webkit')[]}
 */
function namesOf(holds) {
  return /** @type {('firefox' | 'webkit')[]} */ (['firefox', 'webkit']).filter((name) =>
    holds(needed[name]),
  );
}

/** @param {string} program */
function inPath(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
