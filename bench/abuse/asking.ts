import type { Deed } from './kind.ts';
import type { Asked, Asking, Stage } from './stage.ts';

/** A command by a WebSocket in JSON, of somebody who is in the default room. */
export function asking(
  what: string,
  begin: (line: Asking, stage: Stage) => Promise<() => Asked>,
): Deed {
  return {
    what,
    begin: async (stage) => {
      const line = await stage.join(stage.someone());
      const command = await begin(line, stage);
      return () => line.ask(command());
    },
  };
}
