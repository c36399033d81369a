import assert from 'node:assert/strict';
import { limits } from '../../../protocol/limits.ts';
import type { GameMessage, Person } from '../../../protocol/model.ts';
import { ada, specify, toto, type FreshStore } from '../../test-support/doubles/store-spec.ts';
import type { Change } from '../registry.ts';
import { codeOf } from '../../test-support/doubles/outcomes.ts';

const eve = { id: 'p-eve', name: 'Eve' };
const propose = { type: 'game.propose', room: 'general', game: 'morpion' } as const;
const on = { message: 'game-001' } as const;
const anHour = 60 * 60 * 1_000;

specify('a faulty proposal is refused with a code and a path', async (store) => {
  await begin(store);
  await store.write(toto, { type: 'room.create', id: 'create-1', name: 'tea' });
  assert.deepEqual(
    [
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', room: 'nowhere' }),
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', game: 'chess' }),
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', to: 'nobody' }),
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', again: 'nothing' }),
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', again: 'game-001' }),
      await outcomeOf(store, eve, { ...propose, id: 'try-0001', again: 'game-001' }),
      await outcomeOf(store, toto, {
        ...propose,
        id: 'try-0001',
        game: 'puissance-4',
        again: 'game-001',
      }),
      await outcomeOf(store, toto, { ...propose, id: 'try-0001', room: 'tea', again: 'game-001' }),
    ],
    [
      'unknown_room /room',
      'unknown_game /game',
      'unknown_person',
      'unknown_game /again',
      'stale',
      'not_a_player',
      'unknown_game /again',
      'unknown_game /again',
    ],
  );
});

specify('a finished game gets one rematch, in which the other player begins', async (store) => {
  await begin(store);
  await outcomeOf(store, toto, { type: 'game.resign', id: 'resign-1', ...on });
  assert.deepEqual((await game(store)).result, { is: 'won', seat: 1, by: 'resignation' });
  const again = { ...propose, again: 'game-001' } as const;
  assert.equal(await outcomeOf(store, toto, { ...again, id: 'game-002' }), 'changed');
  const { seats, invited, score } = await game(store, 'game-002');
  assert.deepEqual([seats, invited, score], [[null, toto], ada, [1, 0]]);
  assert.equal((await game(store)).rematch, 'game-002');
  assert.equal(await outcomeOf(store, ada, { ...again, id: 'game-003' }), 'stale');
});

specify('a proposal that nobody accepted gets no rematch', async (store) => {
  await store.write(toto, { ...propose, id: 'game-001' });
  await outcomeOf(store, toto, { type: 'game.withdraw', id: 'back-001', ...on });
  assert.deepEqual((await game(store)).score, [0, 0]);
  assert.equal(
    await outcomeOf(store, toto, { ...propose, id: 'game-002', again: 'game-001' }),
    'stale',
  );
});

specify('a withdrawn rematch gets no rematch itself', async (store) => {
  await begin(store);
  await outcomeOf(store, toto, { type: 'game.resign', id: 'resign-1', ...on });
  await outcomeOf(store, toto, { ...propose, id: 'game-002', again: 'game-001' });
  const back = { type: 'game.withdraw', id: 'back-002', message: 'game-002' } as const;
  assert.equal(await outcomeOf(store, toto, back), 'changed');
  assert.equal(
    await outcomeOf(store, toto, { ...propose, id: 'game-003', again: 'game-002' }),
    'stale',
  );
});

specify(
  'commands on unknown games or games not in progress are refused with the reason',
  async (store) => {
    await store.post(toto, 'hello-01');
    const all = ['accept', 'withdraw', 'resign', 'claim'] as const;
    const ask = async (by: Person, message: string) => {
      const codes: string[] = [];
      for (const does of all) {
        codes.push(
          await outcomeOf(store, by, { type: `game.${does}`, id: `try-${does}`, message }),
        );
      }
      return codes;
    };
    const unknown = all.map(() => 'unknown_game /message');
    assert.deepEqual([await ask(toto, 'nothing'), await ask(toto, 'hello-01')], [unknown, unknown]);
    await store.write(toto, { ...propose, id: 'game-001' });
    const play = { type: 'game.play', ...on, ply: 0, move: 0 } as const;
    const codes = [
      await outcomeOf(store, eve, { type: 'game.withdraw', id: 'try-0001', ...on }),
      await outcomeOf(store, toto, { type: 'game.resign', id: 'try-0001', ...on }),
      await outcomeOf(store, toto, { ...play, id: 'try-0001' }),
      await outcomeOf(store, eve, { ...play, id: 'try-0001' }),
    ];
    assert.deepEqual(codes, ['not_a_player', 'not_started', 'not_started', 'not_a_player']);
  },
);

specify(
  'a started game can be neither accepted nor withdrawn; a finished one is over',
  async (store) => {
    await begin(store);
    const withdraw = { type: 'game.withdraw', id: 'back-001', ...on } as const;
    const accept = { type: 'game.accept', id: 'take-002', ...on } as const;
    const before = [await outcomeOf(store, toto, withdraw), await outcomeOf(store, eve, accept)];
    await outcomeOf(store, ada, { type: 'game.resign', id: 'resign-1', ...on });
    const play = { type: 'game.play', id: 'play-001', ...on, ply: 0, move: 0 } as const;
    const after = [
      await outcomeOf(store, toto, withdraw),
      await outcomeOf(store, eve, accept),
      await outcomeOf(store, toto, play),
    ];
    assert.deepEqual(
      [before, after],
      [
        ['stale', 'stale'],
        ['game_over', 'game_over', 'game_over'],
      ],
    );
  },
);

specify('the invited person declines, and the game is withdrawn', async (store) => {
  await store.write(ada, { type: 'sign-in', ...ada, hash: 'hash of Ada' });
  await store.write(toto, { ...propose, id: 'game-001', to: ada.id });
  assert.equal(
    await outcomeOf(store, ada, { type: 'game.withdraw', id: 'back-001', ...on }),
    'changed',
  );
  assert.deepEqual((await game(store)).result, { is: 'withdrawn' });
});

specify(
  'a proposal can be accepted within its hours only, whether it was closed or not',
  async (store) => {
    const accept = { type: 'game.accept', ...on } as const;
    await store.write(toto, { ...propose, id: 'game-001' }, 0);
    const hours = limits.proposal * anHour;
    const late = await store.write(ada, { ...accept, id: 'take-001' }, hours + 1);
    const due = await store.write(ada, { ...accept, id: 'take-002' }, hours);
    assert.deepEqual([late, due].map(codeOf), ['game_over', 'changed']);
  },
);

specify('players move in turn, each at the right ply, until a line wins', async (store) => {
  await begin(store);
  const codes: string[] = [];
  const play = async (by: Person, ply: number, move: number) => {
    const id = `play-${codes.length}-of-it`;
    codes.push(await outcomeOf(store, by, { type: 'game.play', id, ...on, ply, move }));
  };
  await play(ada, 0, 0);
  await play(toto, 1, 0);
  await play(toto, 0, 9);
  await play(toto, 0, 0);
  await play(ada, 1, 0);
  for (const [ply, move] of [
    [1, 3],
    [2, 1],
    [3, 4],
    [4, 2],
  ] as const) {
    await play(ply % 2 === 0 ? toto : ada, ply, move);
  }
  await play(ada, 5, 5);
  assert.deepEqual(codes, [
    'not_your_turn',
    'stale',
    'invalid_move /move',
    'changed',
    'cell_taken /move',
    ...Array<string>(4).fill('changed'),
    'game_over',
  ]);
  const { moves, result } = await game(store);
  assert.deepEqual(moves, [0, 3, 1, 4, 2]);
  assert.deepEqual(result, { is: 'won', seat: 0, by: 'line', line: [0, 1, 2] });
});

specify('a full board without a line is a draw', async (store) => {
  await begin(store);
  for (const [ply, move] of [0, 1, 2, 4, 3, 5, 7, 6, 8].entries()) {
    const id = `play-${ply}-of-it`;
    await outcomeOf(store, ply % 2 === 0 ? toto : ada, { type: 'game.play', id, ...on, ply, move });
  }
  assert.deepEqual((await game(store)).result, { is: 'drawn' });
});

specify('a person has at most so many open games, proposed or accepted', async (store) => {
  for (let number = 1; number <= limits.games; number++) {
    const id = `game-${number}-of-toto`;
    assert.equal(await outcomeOf(store, toto, { ...propose, id }), 'changed');
  }
  await store.write(ada, { ...propose, id: 'game-001' });
  const more = { ...propose, id: 'one-more' } as const;
  const accept = { type: 'game.accept', id: 'take-001', ...on } as const;
  assert.deepEqual(
    [
      await outcomeOf(store, toto, more),
      await outcomeOf(store, toto, accept),
      await outcomeOf(store, eve, accept),
    ],
    ['too_many_games', 'too_many_games', 'changed'],
  );
});

async function begin(store: FreshStore): Promise<void> {
  await store.write(toto, { ...propose, id: 'game-001' });
  await store.write(ada, { type: 'game.accept', id: 'take-001', ...on });
}

/** The outcome of a change, with the path of the fault if there is one. */
async function outcomeOf(store: FreshStore, by: Person, change: Change): Promise<string> {
  const outcome = await store.write(by, change);
  const path = outcome.is === 'refused' ? outcome.refusal.path : undefined;
  return [codeOf(outcome), path].filter((part) => part !== undefined).join(' ');
}

async function game({ database }: FreshStore, id = 'game-001'): Promise<GameMessage> {
  const sql = 'SELECT body FROM messages WHERE id = ?';
  const { body } = (await database.get<{ body: string }>(sql, id))!;
  return JSON.parse(body) as GameMessage;
}
