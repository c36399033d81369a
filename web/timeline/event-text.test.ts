import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { EventMessage, RoomEvent } from '../../protocol/model.ts';
import { replaceGlobal } from '../test-support/globals.ts';

const [ada, sara] = [
  { id: 'p-ada', name: 'Ada' },
  { id: 'p-sara', name: 'שרה' },
];

test('an event says who did what, with every name isolated, in both languages', async (t) => {
  const said = await sentencesIn(t);
  const isolated = '\u2068שרה\u2069';
  const people = [sara, { id: 'p-toto', name: 'Toto' }];
  const expected: [RoomEvent, string, string][] = [
    [
      { is: 'invited', people },
      `Ada brought ${isolated} and Toto into the room`,
      `Ada a fait entrer ${isolated} et Toto`,
    ],
    [{ is: 'joined' }, 'Ada came back', 'Ada est de retour'],
    [{ is: 'left' }, 'Ada left', 'Ada a quitté le salon'],
    [{ is: 'removed', people: [sara] }, `Ada removed ${isolated}`, `Ada a exclu ${isolated}`],
    [{ is: 'renamed', name: 'Plan' }, 'Ada named the room Plan', 'Ada a nommé le salon Plan'],
    [
      { is: 'topic', topic: 'שרה' },
      `Ada set the topic: ${isolated}`,
      `Ada a choisi le sujet\u00A0: ${isolated}`,
    ],
    [{ is: 'topic', topic: '' }, 'Ada removed the topic', 'Ada a retiré le sujet'],
    [{ is: 'archived' }, 'Ada archived the room', 'Ada a archivé le salon'],
    [{ is: 'reopened' }, 'Ada reopened the room', 'Ada a rouvert le salon'],
  ];
  for (const [event, english, french] of expected) {
    assert.deepEqual([said('en', event), said('fr', event)], [english, french]);
  }
});

async function sentencesIn(t: TestContext) {
  const page = {
    document: { documentElement: {} },
    navigator: { languages: ['en'] },
    location: { search: '' },
  };
  for (const [name, value] of Object.entries(page)) replaceGlobal(t, name, { value });
  const [{ choose }, { eventText }] = [
    await import('../words/words.ts'),
    await import('./event-text.ts'),
  ];
  return (language: 'en' | 'fr', event: RoomEvent): string => {
    choose(language);
    return eventText({ kind: 'event', author: ada, event } as EventMessage);
  };
}
