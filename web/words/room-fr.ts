import { counting } from './counted.ts';
import type { RoomWords } from './room-en.ts';

const plural = counting('fr');

export const roomFr: RoomWords = {
  roomName: 'Nom',
  roomTopic: 'Sujet (facultatif)',
  address: (address) => `Adresse : ${address}`,
  isThere: (room) => `# ${room} a déjà cette adresse.`,
  create: 'Créer le salon',
  whoMayRead: 'Qui peut le lire',
  kinds: { open: 'Tout le monde', private: 'Ses membres' },
  openHint: 'Tout le monde peut trouver ce salon, le lire et y écrire.',
  privateHint: 'Seuls ses membres savent que ce salon existe.',

  bringIn: 'Faire entrer quelqu’un',
  findPeople: 'Chercher par nom',
  found: 'Personnes trouvées',
  chosen: 'Personnes choisies',
  notThis: (name) => `Ne pas faire entrer ${name}`,
  readAll: 'Les nouveaux membres peuvent lire tout ce qui a été écrit ici.',
  invite: (count) =>
    plural(count, {
      one: `Faire entrer ${count} personne`,
      other: `Faire entrer ${count} personnes`,
    }),
  members: (count) => plural(count, { one: `${count} membre`, other: `${count} membres` }),
  maker: 'a créé ce salon',
  remove: 'Exclure',
  removeOne: (name) => `Exclure ${name}`,
  removeTitle: (name) => `Exclure ${name} de ce salon ?`,
  removeHint: 'Cette personne ne verra plus le salon, ni rien de ce qui y est écrit.',

  topic: 'Sujet',
  noTopic: 'Ce salon n’a pas de sujet.',
  copy: 'Copier',
  copied: 'Copié',
  addressTitle: 'Adresse',
  save: 'Enregistrer',
  saved: 'Enregistré',
  close: 'Fermer',
  leave: 'Quitter le salon',
  leaveTitle: 'Quitter ce salon ?',
  leaveOpenHint: 'Vous pourrez revenir : « Tous les salons » le montre.',
  leavePrivateHint: 'Vous ne verrez plus ce salon. Seul un membre pourra vous y faire revenir.',
  archive: 'Archiver le salon',
  archiveHint: 'On peut lire un salon archivé, mais plus y écrire.',
  reopen: 'Rouvrir le salon',
  delete: 'Supprimer le salon…',
  deleteHint: 'Plus personne ne verra ce salon, ni rien de ce qui y est écrit.',
  typeName: (room) => `Pour confirmer, tapez le nom du salon : ${room}`,
  deleteNow: 'Supprimer pour toujours',

  browse: 'Tous les salons ouverts',
  findRoom: 'Trouver un salon',
  noRoom: 'Aucun salon trouvé.',
  yours: 'vous y êtes',
  open: 'Ouvrir',
  comeBack: 'Revenir',
  hasLeft: (room) => `Vous avez quitté # ${room}.`,
  comeBackHere: 'Revenir dans ce salon',
};
