import type { Rule } from './rule.ts';
import { describe } from './facts.ts';

/** Whatever was acknowledged before the server was killed is in the store afterwards. */
export const restartsKeepWhatWasAcked: Rule = ({ run, records }) =>
  run.restarts.flatMap(({ by, acked, kept }, index) => {
    const found = new Set(kept);
    return acked
      .filter((id) => !found.has(id))
      .map((id) => {
        const record = records.get(id);
        const what = record === undefined ? id : describe(record);
        const text = `${what} was acknowledged before restart ${index + 1} (${by}) and not in the store after it.`;
        return { is: 'lost', text };
      });
  });
