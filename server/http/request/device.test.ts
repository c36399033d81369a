import assert from 'node:assert/strict';
import test from 'node:test';
import { deviceOf } from './device.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test('a user agent is a browser on a system', () => {
  const devices = {
    'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0': ['Firefox', 'Linux'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/131.0.0.0 Mobile Safari/537.36`]: [
      'Chrome',
      'Android',
    ],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/131.0 Safari/537.36 Edg/131.0`]: [
      'Edge',
      'Windows',
    ],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.1 Safari/605.1.15`]: [
      'Safari',
      'macOS',
    ],
    [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webkit} CriOS/131.0 Safari/604.1`]: [
      'Chrome',
      'iPhone',
    ],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/131.0 Safari/537.36 OPR/117.0`]: [
      'Opera',
      'ChromeOS',
    ],
  };
  for (const [userAgent, [browser, system]] of Object.entries(devices)) {
    assert.deepEqual(deviceOf(userAgent), { browser, system }, userAgent);
  }
});

test('a program is named by the first word, without its version', () => {
  assert.deepEqual(deviceOf('curl/8.5.0'), { browser: 'curl', system: '' });
  assert.deepEqual(deviceOf('Python-urllib/3.12'), { browser: 'Python-urllib', system: '' });
  assert.deepEqual(deviceOf('node'), { browser: 'node', system: '' });
  assert.deepEqual(deviceOf('x'.repeat(100)), { browser: 'x'.repeat(32), system: '' });
  for (const nothing of [undefined, '', '<b>', '\u202e']) {
    assert.deepEqual(deviceOf(nothing), { browser: '', system: '' });
  }
});
