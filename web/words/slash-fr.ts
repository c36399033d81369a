import type { SlashWords } from './slash-en.ts';

export const slashFr: SlashWords = {
  help: 'Commandes',
  close: 'Fermer',
  commands: {
    game: (game) => `propose une partie de ${game}, à tout le monde ici ou à une personne`,
    join: 'va à un autre salon',
    help: 'affiche ceci',
    text: 'envoie un texte qui commence par une barre oblique',
  },
  name: 'nom',
  room: 'salon',
  text: 'texte',
  unknown: (word, near) =>
    near === undefined
      ? `Il n’y a pas de commande /${word} : /help les affiche. Un texte qui commence par une barre oblique en prend deux : //${word}.`
      : `Il n’y a pas de commande /${word}. Vouliez-vous dire /${near} ? Un texte qui commence par une barre oblique en prend deux : //${word}.`,
  helpAlone: '/help s’écrit seul. Ce qui suit n’est pas envoyé.',
  thatIsYou: 'C’est vous : il faut être deux.',
  nobodyHere: (name) => `Personne ici ne s’appelle ${name}.`,
  whichRoom: 'Quel salon ? Écrivez son nom après /join.',
  noRoomNamed: (room, near) =>
    `Il n’y a pas de salon # ${room}.${near === undefined ? '' : ` Vouliez-vous dire # ${near} ?`}`,
};
