import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { miniBrowserPath } from '../../scripts/install/engines.js';
import type { Engine, Page, Profile } from './engine.ts';
import { WebDriver } from './webdriver.ts';

/** Milliseconds for a process to become ready. */
const patience = 5_000;
/** The Enter key in WebDriver. */
const enter = '\uE007';
const capabilities = {
  'webkitgtk:browserOptions': {
    binary: miniBrowserPath(),
    args: ['--automation', '--geometry=1360x860'],
  },
};

/** WebKitGTK's MiniBrowser on a virtual screen, over plain WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const processes: ChildProcess[] = [];
  const drivers: WebDriver[] = [];
  const env = { ...process.env, DISPLAY: await startScreen(processes), LC_ALL: 'C.UTF-8' };
  return {
    newProfile: async () => {
      const driver = await startSession(env, processes);
      drivers.push(driver);
      return newProfile(driver);
    },
    close: async () => {
      await Promise.allSettled(drivers.map((driver) => driver.end()));
      for (const child of processes.reverse()) await end(child);
    },
  };
}

/** Returns the name of the screen, for `DISPLAY`. */
async function startScreen(processes: ChildProcess[]): Promise<string> {
  const options = ['-displayfd', '1', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  processes.push(screen);
  const [number] = (await once(screen.stdout, 'data', {
    signal: AbortSignal.timeout(patience),
  })) as [Buffer];
  return `:${String(number).trim()}`;
}

/** A process has one session at a time. */
async function startSession(env: NodeJS.ProcessEnv, processes: ChildProcess[]): Promise<WebDriver> {
  const port = await freePort();
  processes.push(spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' }));
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/status`);
  return WebDriver.start(url, capabilities);
}

function newProfile(driver: WebDriver): Profile {
  let isFresh = true;
  return {
    open: async (url) => {
      const handle = isFresh ? await driver.window() : await driver.newWindow();
      isFresh = false;
      await driver.switchTo(handle);
      await driver.goTo(url);
      return pageIn(driver, handle);
    },
  };
}

function pageIn(driver: WebDriver, handle: string): Page {
  const element = (script: string): Promise<unknown> => driver.evaluate(script);
  const here = async <T>(act: () => Promise<T>): Promise<T> => {
    await driver.switchTo(handle);
    return act();
  };
  return {
    evaluate: (script) => here(() => driver.evaluate(script)),
    click: (script) => here(async () => driver.click(await element(script))),
    type: (script, text) =>
      here(async () => driver.type(await element(script), text.replaceAll('\n', enter))),
    reload: () => here(() => driver.reload()),
    close: () => here(() => driver.closeWindow()),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The driver does not announce when it listens. */
async function answers(url: string): Promise<void> {
  const end = performance.now() + patience;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > end) throw new Error(`${url} does not answer`);
    await sleep(20);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}
