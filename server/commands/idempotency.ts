import type { Queries } from '../store/database.ts';
import { answerTo, saveAnswer } from '../store/answers.ts';
import type { Request } from './handler.ts';
import { revisionOf, roomOf, type Outcome } from './outcome.ts';

/** Runs `make` at most once per id: a repeated command gets the first answer. */
export async function once(
  queries: Queries,
  { by, change: { id } }: Request<{ id: string }>,
  make: () => Promise<Outcome>,
): Promise<Outcome> {
  const first = await answerTo(queries, by.id, id);
  if (first !== undefined) {
    const { rev, room } = first;
    return { is: 'done', ...(rev !== null && { rev }), ...(room !== null && { room }) };
  }
  const outcome = await make();
  if (outcome.is !== 'refused') {
    const [rev, room] = [revisionOf(outcome) ?? null, roomOf(outcome) ?? null];
    await saveAnswer(queries, { person: by.id, id, rev, room });
  }
  return outcome;
}
