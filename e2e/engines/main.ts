import test, { type TestContext } from 'node:test';
import { enginesHere } from '../../scripts/install/engines.js';
import { RunningServer } from '../../scripts/server/running-server.ts';
import { startChromium, startFirefox } from './puppeteer-engine.ts';
import { Scenario } from './scenario.ts';
import { startWebKit } from './webkit-engine.ts';

const starts = { chromium: startChromium, firefox: startFirefox, webkit: startWebKit };

for (const name of enginesHere()) test(name, (t) => runIn(t, name));

async function runIn(t: TestContext, name: keyof typeof starts): Promise<void> {
  const server = await RunningServer.start();
  t.after(() => server.remove());
  const engine = await starts[name]();
  t.after(() => engine.close());
  const scenario = await Scenario.start(engine, server);
  t.after(() => scenario.close());
  for (const [title, act] of Object.entries(scenario.steps)) {
    let isDone = false;
    await t.test(`${name}: ${title}`, async () => {
      await act();
      isDone = true;
    });
    if (!isDone) break;
  }
}
