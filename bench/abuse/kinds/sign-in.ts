import { ligatures, marks, spaces } from '../dear.ts';
import type { Workload, Kind } from '../kind.ts';

let count = 0;

export const signIn: Kind = {
  name: 'sign in',
  honest: signInAs('a new name', () => `Somebody ${count++}`),
  attempts: [
    signInAs('a name of combining marks', () => marks),
    signInAs('a name of spaces', () => `a${spaces}b`),
    signInAs('a name of ligatures', () => ligatures),
    signInAs('a name that is taken, with its numbered siblings', () => 'Person 1'),
  ],
};

export const whoAmI: Kind = {
  name: 'who am I',
  honest: sessionOf('a token that is known', (token) => token),
  attempts: [sessionOf('a token of 12 kB', () => 'x'.repeat(12_000))],
};

function signInAs(what: string, name: () => string): Workload {
  return {
    what,
    begin: async (stage) => () =>
      stage.ask('', 'POST', '/api/session', JSON.stringify({ name: name() })),
  };
}

function sessionOf(what: string, tokenOf: (token: string) => string): Workload {
  return {
    what,
    begin: async (stage) => {
      const token = tokenOf(stage.someone());
      return () => stage.ask(token, 'GET', '/api/session');
    },
  };
}
