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
      ? `La commande /${word} n’existe pas : voyez /help. Pour envoyer un texte qui commence par une barre oblique, tapez-en deux : //${word}.`
      : `La commande /${word} n’existe pas. Vouliez-vous dire /${near} ? Pour envoyer un texte qui commence par une barre oblique, tapez-en deux : //${word}.`,
  helpAlone: '/help s’écrit seul. Rien n’a été envoyé.',
  thatIsYou: 'C’est vous : il faut deux joueurs.',
  nobodyHere: (name) => `Personne ici ne s’appelle ${name}.`,
  whichRoom: 'Quel salon ? Écrivez son nom après /join.',
  noRoomNamed: (room, near) =>
    `Le salon # ${room} n’existe pas.${near === undefined ? '' : ` Vouliez-vous dire # ${near} ?`}`,
};
