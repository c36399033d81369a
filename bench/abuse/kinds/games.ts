import { randomUUIDv7 as newId } from 'node:crypto';
import { defaultRoom } from '../../../protocol/limits.ts';
import { asking } from '../asking.ts';
import { letters, marks } from '../dear.ts';
import type { Workload, Kind } from '../kind.ts';

export const propose: Kind = {
  name: 'game.propose',
  honest: proposeOf('to everyone', { game: 'morpion' }),
  attempts: [
    proposeOf('a game of marks', { game: marks }),
    proposeOf('to somebody of marks', { game: 'morpion', to: marks }),
    proposeOf('a game that nobody knows', { game: letters }),
  ],
};

export const play: Kind = {
  name: 'game.play',
  honest: playOf('out of turn', { ply: 0, move: 4 }),
  attempts: [
    playOf('far outside', { ply: 0, move: Number.MAX_SAFE_INTEGER }),
    playOf('far ahead', { ply: Number.MAX_SAFE_INTEGER, move: 0 }),
  ],
};

/** Proposed and withdrawn, as open games are limited. */
function proposeOf(what: string, fields: object): Workload {
  return {
    what,
    begin: async (stage) => {
      const line = await stage.join(stage.someone());
      return async () => {
        const id = newId();
        const answer = await line.ask({ type: 'game.propose', id, room: defaultRoom, ...fields });
        if (answer.type === 'ack') await line.ask({ type: 'game.withdraw', message: id });
      };
    },
  };
}

function playOf(what: string, move: object): Workload {
  return asking(what, async (line) => {
    const message = newId();
    await line.ask({ type: 'game.propose', id: message, room: defaultRoom, game: 'morpion' });
    return () => ({ type: 'game.play', message, ...move });
  });
}
