import { answersHold, nothingIsUnasked, placesAreSingle } from './answers.ts';
import { gamesAreLegal } from './games.ts';
import { authorsKeepTheirOrder } from './order.ts';
import { clientsAgree, nothingShownTurned, whatWasHeldWasWhole } from './replicas.ts';
import { restartsKeepWhatWasAcked } from './restarts.ts';
import { textsAreAsTheyWereMade } from './texts.ts';
import { factsOf } from './facts.ts';
import type { Run } from './history.ts';
import type { Rule, Violation } from './rule.ts';

const rules: readonly Rule[] = [
  answersHold,
  placesAreSingle,
  nothingIsUnasked,
  restartsKeepWhatWasAcked,
  authorsKeepTheirOrder,
  textsAreAsTheyWereMade,
  gamesAreLegal,
  clientsAgree,
  whatWasHeldWasWhole,
  nothingShownTurned,
];

/** All that a run shows to be broken of what is promised; nothing when all is well. */
export function check(run: Run): Violation[] {
  const facts = factsOf(run);
  return rules.flatMap((rule) => rule(facts));
}
