import { h } from '../../dom/h.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { Post, MessageRow } from '../../timeline/rows.ts';
import { asTyped } from '../../game/slash-command.ts';
import { reason } from '../../words/reason.ts';
import { words } from '../../words/words.ts';

/** Below a refused message: the reason, and buttons to edit, resend or discard it. */
export function messageFoot(context: AppContext) {
  const root = h('div', { class: 'message__foot' });
  let shown: object | undefined;
  const show = (row: MessageRow): void => {
    const refusal = row.is === 'post' ? row.post.pending.refusal : undefined;
    if (refusal === shown) return;
    shown = refusal;
    root.replaceChildren(...(row.is === 'post' ? refusalOf(context, row.post) : []));
  };
  return { root, show };
}

function refusalOf({ chat, drafts }: AppContext, { pending, text }: Post): HTMLElement[] {
  const { change, refusal } = pending;
  if (refusal === undefined || change.type !== 'post') return [];
  const sentence = `${words.refused} ${reason(refusal)}`;
  const actions: [string, () => void][] = [
    [words.editAgain, () => drafts.put(change.room, asTyped(text))],
    [words.sendAgain, () => chat.post(change.room, text)],
    [words.discard, () => {}],
  ];
  const buttons = actions.map(([name, act]) => {
    const button = h('button', { class: 'button', type: 'button' }, name);
    button.addEventListener('click', () => {
      chat.discard(change.id);
      act();
    });
    return button;
  });
  return [h('p', { class: 'fault' }, sentence), ...buttons];
}
