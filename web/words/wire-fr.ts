import type { Fault } from '../wire/repairs.ts';
import type { WireWords } from './wire-en.ts';

const fates: Record<Fault, string> = {
  lost: 'n’arrivera pas',
  delayed: 'aura 3 s de retard',
  repeated: 'arrivera deux fois',
};

export const wireFr: WireWords = {
  frames: 'Trames',
  filter: 'Trames à montrer',
  groups: { messages: 'Messages', signals: 'Signaux', connection: 'Connexion', polls: 'Requêtes' },
  hiddenFrames: (count) => `${count} masquées`,
  pause: 'Pause',
  resume: (count) => `Reprendre (${count} nouvelles)`,
  pointAtFrame: 'Pointez une trame pour voir à quoi elle sert ; cliquez pour l’ouvrir.',
  sent: 'envoyée',
  received: 'reçue',
  bytes: (count) => `${count} o`,
  event: 'événement',
  failed: 'erreur',
  ended: (code, cause) => (cause === '' ? `close ${code}` : `close ${code} (${cause})`),
  connectionLost: 'connexion perdue',
  nextTry: (time) => `nouvel essai dans ${time}`,
  retryingNow: 'nouvel essai immédiat',
  notCalled: 'Pas encore appelé.',
  showHandler: 'Affiche son dernier événement et son code',
  notLoaded: 'Impossible de le charger : le serveur ne répond pas.',
  cut: 'Couper le fil',
  reconnect: 'Reconnecter',
  cutAndHeal: 'Couper un instant',
  isCut: 'coupé',
  held: (time) =>
    `Le fil reste coupé jusqu’à « Reconnecter », et les messages attendent. Sinon, la page aurait réessayé après ${time}.`,
  wouldTry: (time) => `coupé à la main : aurait réessayé dans ${time}`,
  comparison: 'Comparaison',
  since: (time) => `Depuis ${time}`,
  changes: 'Modifications reçues',
  requests: 'Requêtes',
  bytesUp: 'Octets envoyés',
  bytesDown: 'Octets reçus',
  medianWait: 'Attente médiane',
  everySecond: 'Chaque seconde',
  pollToo: 'Interroger aussi en HTTP chaque seconde',
  comparedHint: (room) =>
    `Les deux comptent depuis que la case est cochée, et seulement les modifications de #\u00a0${room}. La connexion était déjà ouverte.`,
  polled: { news: 'du nouveau', none: 'rien de nouveau', failed: 'sans réponse' },
  transportHints: {
    websocket: 'La taille de la requête d’upgrade est estimée : une page ne voit pas ses en-têtes.',
    stream: 'Des server-sent events, plus une requête par commande.',
    poll: 'Le serveur garde chaque requête jusqu’à ce qu’il ait quelque chose à envoyer.',
  },
  lab: 'Simuler une panne…',
  labHint: 'Choisissez une panne, envoyez un message, et regardez les trames la réparer.',
  aim: 'S’applique à',
  aims: { message: 'Prochain message', any: 'Prochaine trame' },
  nextFrame: {
    message: {
      received: 'Prochain message reçu',
      sent: 'Prochain message envoyé',
    },
    any: { received: 'Prochaine trame reçue', sent: 'Prochaine trame envoyée' },
  },
  doTo: { lost: 'Perdre', delayed: 'Retarder de 3 s', repeated: 'Répéter' },
  armed: (frame, fault) => `${frame} : ${fates[fault]}.`,
  broken: {
    sent: {
      lost: 'Aucune réponse ne viendra : après 10 s, la page renvoie la trame avec le même identifiant.',
      delayed: 'Elle part dans 3 s. Les messages écrits entre-temps attendent derrière elle.',
      repeated: 'Elle est partie deux fois, avec le même identifiant.',
    },
    received: {
      lost: 'La page ne le sait pas encore. La prochaine trame du salon montrera le trou, ou un battement d’ici 25 s.',
      delayed:
        'Elle arrive dans 3 s. Si une autre la dépasse, la page voit un trou et demande ce qui manque.',
      repeated: 'Elle est arrivée deux fois.',
    },
  },
  repaired: {
    resent: (time) =>
      `Renvoyée avec le même identifiant et confirmée, ${time} après l’incident. Elle ne compte qu’une fois.`,
    followed: (time) =>
      `La page a demandé ce qui manquait et l’a remis à sa place, ${time} après l’incident.`,
    late: () => 'Elle est arrivée en retard, et tout est dans l’ordre.',
    twice: () => 'La seconde n’a rien changé.',
    none: () => 'Elle ne portait pas de message, et son contenu sera renvoyé.',
  },
  labStates: { armed: 'armé', repaired: 'réparé', fine: 'sans dommage' },
  disarm: 'Annuler',
  done: { lost: 'perdue', delayed: 'retardée', repeated: 'répétée' },
  marks: {
    ack: 'confirmé',
    refused: 'refus',
    resent: 'renvoyée',
    requesting: 'redemande ce qui manque',
    catchingUp: 'rattrapage',
  },
  close: 'Fermer',
  echoTitle: 'Un WebSocket à la main',
  echoHint:
    'Un WebSocket à part, vers /echo : ce que vous envoyez revient, avec le temps aller-retour.',
  echoLine: 'Message',
  sendBytes: 'Envoyer en octets',
  ping: 'Ping',
  pingHint:
    'Une page ne peut pas envoyer de trame ping : seuls le navigateur et le serveur en échangent, sans le montrer. Ce bouton envoie le texte « ping » et mesure l’aller-retour.',
  closeWindow: 'Fermer la fenêtre',
  closeCode: 'Code',
  closeReason: 'Raison',
  closeSocket: 'Fermer le WebSocket',
  openSocket: 'Ouvrir le WebSocket',
  closeRule:
    'Une page peut fermer avec 1000, ou 3000 à 4999, et une raison de 123 octets au plus. Les autres codes sont réservés au navigateur et au serveur.',
};
