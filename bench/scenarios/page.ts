import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '@playwright/test';
import { defaultRoom } from '../../protocol/limits.ts';
import { buildPage } from '../../scripts/build.js';
import { countFirstLoad } from '../../scripts/checks/first-load.ts';
import { causetteJson, prepareData, run } from '../contenders/causette.ts';
import { json } from '../load/dialects.ts';
import { heapOf, signedIn, slowTab, startBrowser, type Visitor } from '../page/browser.ts';
import { hasShown, opens, scrollThrough } from '../page/scroll.ts';
import { Speakers } from '../page/speakers.ts';
import { conversation } from '../page/texts.ts';
import { p50, p95, shown, traced } from '../page/trace.ts';
import { fillRoom } from './filled-room.ts';
import type { Effort, Figure, Scenario } from './scenario.ts';

const length = 10_000;
const aSecond = 100;
/** Milliseconds between two key presses: a fast typist. */
const keyEvery = 120;
const openings = 5;
/** Messages per second where only their number matters. */
const flood = 1_000;

/** K: the cost of the page on a slow machine, by Chromium's tracing. */
export const page: Scenario = {
  title: 'The page',
  note: 'Chromium without a window, its processor slowed down to a quarter, 1360 × 860 with the wire panel shown; a room of 10,000 messages. A frame lasts 16.7 ms.',
  contenders: (all) => all.filter(({ name }) => name === causetteJson.name),
  turns: [measure],
};

interface Stage {
  browser: Browser;
  url: URL;
  visitor: Visitor;
  speakers: Speakers;
}

async function measure(_contender: unknown, { crowdsBy, seconds }: Effort): Promise<Figure[]> {
  if (buildPage(process.execPath) !== 0) throw new Error('the page could not be built');
  const count = length / crowdsBy;
  const prepared = await prepareData(0, (database) =>
    fillRoom(database, defaultRoom, count, conversation(count)),
  );
  const server = await run(
    prepared,
    json([], () => defaultRoom),
  );
  const browser = await startBrowser();
  try {
    const { url } = server.process;
    const [visitor, speakers] = [await signedIn(browser, url, 'Reader'), await Speakers.at(url)];
    const stage = { browser, url, visitor, speakers };
    return [
      ...(await sizes(stage)),
      ...(await opening(stage)),
      ...(await scrolling(stage, count)),
      ...(await busy(stage, seconds * 5)),
      ...(await staying(stage, count)),
    ];
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Bytes on the wire: compressed, with response headers. */
async function sizes({ browser, url, visitor }: Stage): Promise<Figure[]> {
  const tab = await slowTab(browser, url, visitor);
  const loaded = await countFirstLoad(tab.cdp);
  await tab.page.addInitScript(() => localStorage.setItem('wire', 'hidden'));
  await opens(tab, url);
  const { script, style } = loaded();
  await tab.page.context().close();
  return [
    { what: 'script of the first load, as received', unit: 'kB', value: script / 1_000 },
    { what: 'style of the first load, as received', unit: 'kB', value: style / 1_000 },
  ];
}

/** The first visit of a signed-in person with this browser. */
async function opening({ browser, url, visitor }: Stage): Promise<Figure[]> {
  const times: number[] = [];
  for (let time = 0; time < openings; time++) {
    const tab = await slowTab(browser, url, visitor);
    await tab.page.addInitScript(markConversation, shown);
    // Polling from outside would slow down what is measured.
    const isShown = tab.page.waitForEvent('console', (message) => message.text() === shown);
    const trace = await traced(browser, tab.page, async () => {
      await tab.page.goto(new URL(`/#${defaultRoom}`, url).href);
      await isShown;
      await sleep(1_000);
    });
    times.push(trace.interactive);
    await tab.page.context().close();
  }
  return [{ what: 'first visit → interactive', unit: 'ms', value: p50(times) }];
}

/** Runs in the page before its own scripts. */
function markConversation(mark: string): void {
  const look = (_changes: unknown, observer: MutationObserver): void => {
    if (document.querySelector('article') === null) return;
    performance.mark(mark);
    console.debug(mark);
    observer.disconnect();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

async function busy(
  { browser, url, visitor, speakers }: Stage,
  seconds: number,
): Promise<Figure[]> {
  const tab = await slowTab(browser, url, visitor);
  await opens(tab, url);
  await speakers.say(aSecond * 3, aSecond);
  const trace = await traced(browser, tab.page, async () => {
    let isOver = false;
    const saying = speakers.say(seconds * aSecond, aSecond).finally(() => (isOver = true));
    await tab.page.locator('.composer__field').focus();
    for (let at = 0; !isOver; at++) {
      await tab.page.keyboard.press('abcdefgh '.charAt(at % 9));
      await sleep(keyEvery);
    }
    await saying;
  });
  await tab.page.context().close();
  const { workPerFrame, keyToPaint, dropped } = trace;
  const where = `${aSecond} messages/s`;
  return [
    { what: `${where}: main thread per frame, p50`, unit: 'ms', value: p50(workPerFrame) },
    { what: `${where}: main thread per frame, p95`, unit: 'ms', value: p95(workPerFrame) },
    { what: `${where}: frames dropped`, unit: '%', value: dropped * 100 },
    { what: `${where}: key → paint, p50`, unit: 'ms', value: p50(keyToPaint) },
    { what: `${where}: key → paint, p95`, unit: 'ms', value: p95(keyToPaint) },
  ];
}

/** Up to the first message of the room, and down again. */
async function scrolling({ browser, url, visitor }: Stage, count: number): Promise<Figure[]> {
  const tab = await slowTab(browser, url, visitor);
  await opens(tab, url);
  const before = await heapOf(tab);
  const up = await scrollThrough(tab, 'up');
  const atStart = await heapOf(tab);
  const down = await scrollThrough(tab, 'down');
  const after = await heapOf(tab);
  await tab.page.context().close();
  const what = `${count} messages scrolled through`;
  return [
    { what: `${what}: rows at most`, unit: 'rows', value: Math.max(up, down) },
    heap(`${what}: heap before`, before),
    heap(`${what}: heap at the first`, atStart),
    heap(`${what}: heap at the end again`, after),
  ];
}

/** A tab that stays at the end of a busy room. */
async function staying(
  { browser, url, visitor, speakers }: Stage,
  count: number,
): Promise<Figure[]> {
  const tab = await slowTab(browser, url, visitor);
  await tab.cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await opens(tab, url);
  await hasShown(tab, await speakers.say(count / 10, flood));
  const before = await heapOf(tab);
  await hasShown(tab, await speakers.say(count, flood));
  const after = await heapOf(tab);
  await tab.page.context().close();
  return [
    heap(`${count} messages received: heap before`, before),
    heap(`${count} messages received: heap after`, after),
  ];
}

function heap(what: string, bytes: number): Figure {
  return { what, unit: 'MB', value: bytes / 1e6 };
}
