import type { Meanings } from './meanings-en.ts';

export const meaningsFr: Meanings = {
  sent: {
    follow: 'La page dit quels salons elle suit, et jusqu’à quelle modification elle les a.',
    post: 'Un message part, avec un identifiant choisi par la page : envoyé deux fois, il compte une fois.',
    edit: 'Un autre texte pour un de ses messages.',
    delete: 'Un de ses messages est à supprimer.',
    react: 'Un emoji est posé sur un message, ou retiré.',
    read: 'Vous avez vu tout jusqu’à ce message : le nombre de non-lus suit.',
    typing: 'Vous écrivez : un signe pour les autres, que personne ne garde.',
    presence: 'Quel salon cet onglet regarde, et si vous le regardez.',
    'people.find': 'Quelqu’un est cherché dans un salon, par des mots de son nom.',
    'game.propose':
      'Une partie est proposée. C’est un message, gardé et transmis comme les autres.',
    'game.accept': 'Vous prenez la place libre d’une partie.',
    'game.withdraw': 'Une proposition est retirée ou refusée.',
    'game.play': 'Un coup. « ply » dit à combien de coups il répond : aucun ne se joue deux fois.',
    'game.resign': 'Vous abandonnez la partie.',
    'game.claim': 'Vous réclamez une partie dont l’autre joueur est absent depuis trop longtemps.',
    'room.create': 'Un nouveau salon est demandé.',
  },
  received: {
    welcome:
      'Le premier mot du serveur : qui vous êtes, les salons, et à quel rythme il se fera entendre.',
    changes:
      'Ce qui est nouveau dans un salon : des messages, ou leurs modifications, d’une révision à la suivante.',
    ack: 'Le serveur l’a sur son disque : il le dit quand plus rien ne peut se perdre.',
    refused: 'Le serveur ne l’a pas fait, et dit pourquoi.',
    room: 'Quelqu’un a créé un salon.',
    read: 'Le serveur dit à tous vos onglets jusqu’où vous avez lu.',
    reaction: 'Le serveur dit à tous vos onglets quel emoji vous avez posé sur un message.',
    typing:
      'Qui écrit dans le salon : un signe, que personne ne garde et qui est abandonné en premier.',
    people: 'Qui est dans le salon, en liste.',
    presence: 'Qui est arrivé, parti, ou a cessé de regarder depuis la dernière liste.',
    found: 'Qui a été trouvé dans un salon.',
    heartbeat:
      'Un signe de vie. Il dit où en est chaque salon : une modification perdue se remarque.',
    bye: 'Le serveur s’en va, et dit quand revenir.',
  },
  happening: {
    connecting:
      'La page demande une connexion ; un WebSocket commence par une requête HTTP qui change de protocole.',
    open: 'Le serveur a accepté : onopen est appelé, et chacun peut parler à tout moment.',
    error: 'Quelque chose a échoué. Un navigateur ne dit pas à une page ce que c’était.',
    close: 'La connexion est finie : onclose est appelé, avec un code qui dit comment.',
    retry:
      'La page watchVisibility avant de réessayer, plus longtemps à chaque fois, et pas autant que les autres.',
    held: 'Le fil a été coupé à la main et le reste : la page n’essaie pas d’elle-même.',
    upgrading: 'À côté de ce qui marche, la page essaie si un WebSocket passe maintenant.',
    fault: 'Cette trame a été perturbée ici, exprès, par le labo de pannes.',
    polled: 'Une question en HTTP : du nouveau ? Elle est posée chaque seconde, pour comparer.',
  },
  unknown: 'Une trame d’un serveur plus récent, que cette page ne connaît pas.',
};
