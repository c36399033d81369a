import '../../styles/composer/help.css';
import { h } from '../../dom/h.ts';
import { slashWords } from '../../words/slash-words.ts';
import { gameTitle } from '../../words/words.ts';

/** Opens a dialog with the slash commands. */
export function showHelp(games: readonly string[]): void {
  const { help, close, commands, name, room, text } = slashWords();
  const lines = [
    ...games.map((game) => line(`/${game} [${name}]`, commands.game(gameTitle(game)))),
    line(`/join ${room}`, commands.join),
    line('/help', commands.help),
    line(`//${text}`, commands.text),
  ];
  const button = h('button', { class: 'button', type: 'button' }, close);
  const root = h('dialog', { class: 'dialog help', closedby: 'any', 'aria-label': help });
  root.append(
    h('h2', { class: 'dialog__title' }, help),
    h('dl', { class: 'help__lines' }, ...lines.flat()),
    h('div', { class: 'dialog__buttons' }, button),
  );
  button.addEventListener('click', () => root.close());
  root.addEventListener('close', () => root.remove());
  document.body.append(root);
  root.showModal();
}

function line(typed: string, meaning: string): HTMLElement[] {
  return [h('dt', {}, h('code', {}, typed)), h('dd', {}, meaning)];
}
