import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'node:test';
import { causetteJson } from './contenders/causette.ts';
import { Trial } from './load/trial.ts';
import { crowded } from './scenarios/crowded.ts';
import { metered } from './scenarios/meter.ts';

// A short form of the bench. Budgets are wide, and only of processor time and memory, which hardly
// depend on the load of the machine; never of elapsed time.

const deliveries = 1_000_000;
const secondsPerMillion = 2;
const kibibytesEach = 16;

test('a delivery in a busy room costs a fraction of a write', async () => {
  await crowded(causetteJson, 'room', async (server, crowd) => {
    await crowd.grow(100);
    const trial = new Trial(crowd);
    const rate = deliveries / crowd.clients.length;
    await trial.run(rate, 0.5);
    const { serverCpu, result } = await metered(server.process, () => trial.run(rate, 1));
    assert.ok(result.isComplete, 'everything was delivered');
    // About 0.5 s; with a write for each it would be 7.
    const cost = serverCpu / (result.deliveries / 1e6);
    assert.ok(cost < secondsPerMillion, `${cost.toFixed(2)} s of processor per million deliveries`);
  });
});

test('an idle connection costs a few kilobytes', async () => {
  await crowded(causetteJson, 'room', async (server, crowd) => {
    await crowd.grow(500);
    const before = server.process.memory;
    const count = 4_000;
    await crowd.grow(count);
    await sleep(1_000);
    // About 8; 4 more if each retained the request that opened it.
    const each = (server.process.memory - before) / count / 1_024;
    assert.ok(each < kibibytesEach, `${each.toFixed(1)} KiB a connection`);
  });
});
