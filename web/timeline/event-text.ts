import type { EventMessage, RoomEvent } from '../../protocol/model.ts';
import { shownName } from '../text/shown-name.ts';
import { words } from '../words/words.ts';

/** What happened to a room, as a sentence. */
export function eventText({ author, event }: EventMessage): string {
  return sentence(shownName(author), event);
}

function sentence(name: string, event: RoomEvent): string {
  switch (event.is) {
    case 'invited':
      return words.invited(name, event.people.map(shownName));
    case 'joined':
      return words.cameBack(name);
    case 'left':
      return words.left(name);
    case 'removed':
      return words.removed(name, event.people.map(shownName));
    case 'renamed':
      return words.renamed(name, event.name);
    case 'topic':
      return event.topic === '' ? words.topicRemoved(name) : words.topicSet(name, event.topic);
    case 'archived':
      return words.archivedBy(name);
    case 'reopened':
      return words.reopenedBy(name);
    default:
      // A newer server may know more events.
      return words.newerMessage;
  }
}
