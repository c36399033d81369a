import type { TestEvent } from 'node:test/reporters';

/** A reporter that says nothing and ends the run at its first failure: more would tell no more. */
// oxlint-disable-next-line import/no-default-export -- Node takes a reporter so.
export default async function* firstFailure(
  source: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  for await (const { type } of source) if (type === 'test:fail') process.exit(1);
  yield '';
}
