import type { Contender, Running } from '../contenders/contender.ts';
import { Crowd } from '../load/crowd.ts';

/** Measures a crowd on a server of its own; stops both in any case. */
export async function crowded<Result>(
  { start }: Pick<Contender, 'start'>,
  language: 'room' | 'echo' | 'greeted',
  measure: (server: Running, crowd: Crowd) => Promise<Result>,
): Promise<Result> {
  const server = await start();
  const crowd = new Crowd(server.process.port, server[language]);
  try {
    return await measure(server, crowd);
  } finally {
    crowd.close();
    await server.stop();
  }
}
