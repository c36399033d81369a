import type { SettingsWords } from './settings-en.ts';

export const settingsFr: SettingsWords = {
  settings: 'Réglages',
  close: 'Fermer',
  copied: 'Copié',
  name: 'Votre nom',
  nameHint:
    'Vous pouvez le changer une fois par jour. Ce que vous avez écrit montre aussi le nouveau nom.',
  save: 'Enregistrer',
  otherDevice: 'Utiliser Causette sur un autre appareil',
  otherDeviceHint:
    'Scannez ceci là-bas, ou ouvrez le lien. Il sert une fois, pendant cinq minutes.',
  onlyHere:
    'Cette adresse ne marche que sur cet ordinateur. Ouvrez d’abord la page par son adresse sur le réseau.',
  qr: 'QR code du lien',
  copyLink: 'Copier le lien',
  newLink: (left) => `Nouveau lien · ${left}`,
  makeLink: 'Créer un lien',
  recoveryCode: 'Code de secours',
  recoveryHint:
    'Quatre mots qui vous rendent votre nom quand un navigateur vous oublie. Notez-les : ils ne s’affichent qu’une fois, et un nouveau code remplace l’ancien.',
  makeCode: 'Créer un code de secours',
  copy: 'Copier',
  sessions: 'Où vous êtes connecté',
  thisOne: 'celui-ci · maintenant',
  connected: 'maintenant',
  lastUsed: (day) => `dernière utilisation : ${day}`,
  on: (browser, system) => `${browser} sur ${system}`,
  unknownDevice: 'Appareil inconnu',
  end: 'Déconnecter',
  endOf: (device) => `Déconnecter : ${device}`,
  endOthers: 'Déconnecter tous les autres',
  recoverTitle: (name) => `${name}, c’est vous ?`,
  recoverHint: 'Entrez les quatre mots de votre code de secours.',
  recover: 'Se connecter',
  otherWay:
    'Sans code : sur l’appareil où vous êtes connecté, ouvrez Réglages, puis « Utiliser Causette sur un autre appareil ».',
  back: 'Retour',
  wait: (minutes) => `Réessayez dans ${minutes}.`,
  replaceTitle: (name) => `Déconnecter ${name} de ce navigateur ?`,
  replaceHint: (name) =>
    `Le lien connecte quelqu’un ici. ${name} en est d’abord déconnecté, et ne revient qu’avec un code de secours ou un autre appareil.`,
  replace: 'Se connecter avec le lien',
  keep: (name) => `Rester ${name}`,
  leftTitle: (name) => `${name} a laissé des textes non envoyés dans ce navigateur`,
  leftHint: (name) =>
    `Ils sont gardés jusqu’à ce que ${name} se reconnecte ici. Personne d’autre ne les voit. Les supprimer est définitif.`,
  discardLeft: 'Supprimer',
  keepLeft: 'Garder',
  linkFailed: 'Le lien ne vous a pas connecté',
};
