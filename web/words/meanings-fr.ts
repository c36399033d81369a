import type { Meanings } from './meanings-en.ts';

export const meaningsFr: Meanings = {
  sent: {
    follow: 'La page dit quels salons elle suit, et la dernière modification qu’elle a de chacun.',
    post: 'Un nouveau message, avec un identifiant choisi par la page : envoyé deux fois, il compte une fois.',
    edit: 'Modifie le texte d’un de vos messages.',
    delete: 'Supprime un de vos messages.',
    react: 'Ajoute un emoji à un message, ou le retire.',
    read: 'Vous avez tout lu jusqu’à ce message : cela règle le nombre de non-lus.',
    typing: 'Vous écrivez : un signal pour les autres, qui n’est pas enregistré.',
    presence: 'Quel salon cet onglet affiche, et si vous le regardez.',
    'people.find': 'Cherche des personnes dans un salon, par des mots de leur nom.',
    'game.propose':
      'Propose une partie. C’est un message, enregistré et transmis comme les autres.',
    'game.accept': 'Vous prenez la place libre d’une partie.',
    'game.withdraw': 'Retire ou refuse une proposition.',
    'game.play':
      'Un coup. « ply » est le nombre de coups joués avant : aucun ne se joue deux fois.',
    'game.resign': 'Vous abandonnez la partie.',
    'game.claim': 'Vous réclamez une partie dont l’autre joueur est parti depuis trop longtemps.',
    'room.create': 'Crée un salon, ouvert ou privé.',
    'room.change': 'Change le nom ou le sujet d’un salon ; son adresse reste.',
    'room.invite': 'Fait entrer des personnes dans un salon privé.',
    'room.remove': 'Retire une personne d’un salon privé.',
    'room.join': 'Vous revenez dans un salon ouvert.',
    'room.leave': 'Vous quittez un salon.',
    'room.archive': 'Archive un salon, qui ne peut plus qu’être lu, ou le rouvre.',
    'room.delete': 'Supprime un salon pour tout le monde.',
  },
  received: {
    welcome:
      'La première trame du serveur : qui vous êtes, les salons, et l’intervalle des battements.',
    changes:
      'Les nouveaux messages d’un salon, ou leurs modifications, d’une révision à la suivante.',
    ack: 'La commande est enregistrée sur le disque : elle ne peut plus se perdre.',
    refused: 'Le serveur a refusé la commande, et dit pourquoi.',
    room: 'Un salon est apparu, a changé, ou n’est plus là pour vous.',
    renamed: 'Quelqu’un a changé de nom : la page le montre aussi dans les messages d’avant.',
    read: 'Dit à tous vos onglets jusqu’où vous avez lu.',
    reaction: 'Dit à tous vos onglets quel emoji vous avez ajouté à un message.',
    typing:
      'Qui écrit dans le salon : un signal, non enregistré, et abandonné en premier sous la charge.',
    people: 'La liste des personnes dans le salon.',
    presence: 'Qui est arrivé, parti, ou a cessé de regarder depuis la dernière liste.',
    found: 'Les personnes qu’une recherche a trouvées.',
    heartbeat:
      'Montre que la connexion marche. Il porte la révision de chaque salon : une modification perdue se remarque.',
    bye: 'Le serveur s’arrête, et dit quand se reconnecter.',
  },
  events: {
    connecting:
      'La page ouvre une connexion ; un WebSocket commence par une requête HTTP qui change de protocole.',
    open: 'Le serveur a accepté : onopen est appelé, et chacun peut envoyer à tout moment.',
    error: 'Quelque chose a échoué. Un navigateur ne dit pas quoi à une page.',
    close: 'La connexion est terminée : onclose est appelé, avec un code qui dit comment.',
    retry:
      'La page attend un temps aléatoire avant de réessayer, jusqu’à une limite qui grandit à chaque fois.',
    held: 'Le fil a été coupé à la main : la page ne se reconnecte pas d’elle-même.',
    upgrading: 'À côté du transport actuel, la page teste si un WebSocket marche maintenant.',
    fault: 'Le labo de pannes a perturbé cette trame.',
    polled: 'Une requête HTTP qui demande les modifications, chaque seconde, pour comparer.',
  },
  unknown: 'Une trame d’un serveur plus récent, que cette page ne connaît pas.',
};
