import type { Rule } from './rule.ts';
import { told } from './facts.ts';

/** Whatever was acknowledged before the server died is in the store that it comes back with. */
export const restartsKeepWhatWasAcked: Rule = ({ run, deeds }) =>
  run.restarts.flatMap(({ by, acked, kept }, index) => {
    const found = new Set(kept);
    return acked
      .filter((id) => !found.has(id))
      .map((id) => {
        const deed = deeds.get(id);
        const what = deed === undefined ? id : told(deed);
        const says = `${what} was acknowledged before restart ${index + 1} (${by}) and not in the store after it.`;
        return { is: 'lost', says };
      });
  });
