/** @typedef {{ passed: number, failed: number }} Tally */

/**
 * Counts the tests in what Node's TAP reporter wrote.
 * @param {string} tap
 * @returns {Tally}
 */
export function tallyOfTap(tap) {
  // The last one: what a test prints stands in the same file, in the same form.
  const count = (/** @type {string} */ name) =>
    Number([...tap.matchAll(new RegExp(`^# ${name} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('cancelled') };
}

/**
 * Counts the tests in what Playwright's JSON reporter wrote; it writes nothing when it cannot start.
 * @param {string} json
 * @returns {Tally}
 */
export function tallyOfPlaywright(json) {
  if (!json) return { passed: 0, failed: 0 };
  const { stats } = JSON.parse(json);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
