import { isAnother } from '../../../client/state/reduce.ts';
import { redeemDeviceLink } from './account-api.ts';
import type { AppContext } from '../../app/app-context.ts';
import { keepPerson, keptPerson } from '../../storage/kept-person.ts';
import { isolated } from '../../text/bidi-isolation.ts';
import { settingsWords } from '../../words/settings-words.ts';
import { faultOf } from './card.ts';
import { answerTo } from './question.ts';

/** Signs in with the secret of a link, and asks first when somebody is signed in here. */
export async function redeemLink(context: AppContext, code: string): Promise<void> {
  const { session, chat } = context;
  const current = await chat.api.whoAmI().catch(() => keptPerson());
  if (current !== undefined && !(await mayReplace(current.name))) return session.start();
  try {
    await session.signInBy(async () => {
      const made = await redeemDeviceLink(chat.api, code);
      if (navigator.cookieEnabled && isAnother(keptPerson(), made.person)) {
        // This page has read what is stored of the person before.
        keepPerson(made.person);
        location.reload();
      }
      return made;
    });
  } catch (error) {
    await tell(faultOf(error));
    session.start();
  }
}

/** Asks whether the link may sign this person out. */
function mayReplace(current: string): Promise<boolean> {
  const words = settingsWords();
  const name = isolated(current);
  return answerTo(words.replaceTitle(name), words.replaceHint(name), [
    [words.keep(name), false],
    [words.replace, true],
  ]);
}

function tell(sentence: string): Promise<boolean> {
  const words = settingsWords();
  return answerTo(words.linkFailed, sentence, [[words.close, false]]);
}
