import { answersHold, nothingIsUnrequested, placesAreSingle } from './answers.ts';
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
  nothingIsUnrequested,
  restartsKeepWhatWasAcked,
  authorsKeepTheirOrder,
  textsAreAsTheyWereMade,
  gamesAreLegal,
  clientsAgree,
  whatWasHeldWasWhole,
  nothingShownTurned,
];

/** Every violation in a run; empty when it is correct. */
export function check(run: Run): Violation[] {
  const facts = factsOf(run);
  return rules.flatMap((rule) => rule(facts));
}
