import type { Workload } from './kind.ts';
import type { Asked, Asking, Stage } from './stage.ts';

/** Sends a command over a JSON WebSocket, as a person in the default room. */
export function asking(
  what: string,
  begin: (line: Asking, stage: Stage) => Promise<() => Asked>,
): Workload {
  return {
    what,
    begin: async (stage) => {
      const line = await stage.join(stage.someone());
      const command = await begin(line, stage);
      return () => line.ask(command());
    },
  };
}
