/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * Counts the tests in the output of Node's TAP reporter.
 * @param {string} tap
 * @returns {Tally}
 */
export function tallyOfTap(tap) {
  // The last match: a test may print the same words.
  const count = (/** @type {string} */ name) =>
    Number([...tap.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

/**
 * Counts the tests in the output of Playwright's JSON reporter, which is empty when it cannot
 * start.
 * @param {string} json
 * @returns {Tally}
 */
export function tallyOfPlaywright(json) {
  if (!json) return { passed: 0, failed: 0 };
  const { stats } = JSON.parse(json);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
