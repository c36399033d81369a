import { randomUUIDv7 as newId } from 'node:crypto';
import { defaultRoom } from '../../../protocol/limits.ts';
import { asking } from '../asking.ts';
import { letters, marks } from '../dear.ts';
import type { Deed, Kind } from '../kind.ts';

export const propose: Kind = {
  name: 'game.propose',
  honest: proposeOf('to whoever wants', { game: 'morpion' }),
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

/** Proposed and taken back, as the open ones are bounded. */
function proposeOf(what: string, fields: object): Deed {
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

function playOf(what: string, move: object): Deed {
  return asking(what, async (line) => {
    const message = newId();
    await line.ask({ type: 'game.propose', id: message, room: defaultRoom, game: 'morpion' });
    return () => ({ type: 'game.play', message, ...move });
  });
}
