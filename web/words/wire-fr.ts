import type { Fault } from '../wire/failure-lab.ts';
import type { WireWords } from './wire-en.ts';

const fates: Record<Fault, string> = {
  lost: 'n’arrivera pas',
  delayed: 'aura 3 s de retard',
  repeated: 'arrivera deux fois',
};

export const wireFr: WireWords = {
  frames: 'Trames',
  filter: 'Trames à montrer',
  groups: { messages: 'Messages', signals: 'Signes', line: 'Ligne', polls: 'Questions' },
  hiddenFrames: (count) => `${count} hors vue`,
  pause: 'Pause',
  resume: (count) => `Reprendre (${count} de plus)`,
  pointAtFrame: 'Pointez une trame pour lire à quoi elle sert ; un clic l’ouvre.',
  sent: 'envoyée',
  received: 'reçue',
  bytes: (count) => `${count} o`,
  event: 'événement',
  failed: 'erreur',
  ended: (code, cause) => (cause === '' ? `close ${code}` : `close ${code} (${cause})`),
  connectionLost: 'connexion perdue',
  nextTry: (time) => `nouvel essai dans ${time}`,
  notCalled: 'Il n’a pas encore été appelé.',
  showHandler: 'Montre son dernier événement, et le code qu’il exécute',
  notLoaded: 'Impossible de le charger : le serveur ne répond pas.',
  cut: 'Couper le fil',
  reconnect: 'Reconnecter',
  cutAndHeal: 'Couper et laisser revenir',
  isCut: 'coupé',
  held: (time) =>
    `Il le reste jusqu’à « Reconnecter », et ce qu’on écrit watchVisibility. D’elle-même, la page aurait réessayé après ${time}.`,
  wouldTry: (time) => `retenu : le prochain essai serait dans ${time}`,
  comparison: 'Comparaison',
  since: (time) => `Depuis ${time}`,
  brought: 'Nouveautés',
  requests: 'Requêtes',
  bytesUp: 'Octets envoyés',
  bytesDown: 'Octets reçus',
  medianWait: 'Attente médiane',
  everySecond: 'Chaque seconde',
  pollToo: 'Demander aussi en HTTP chaque seconde, pour comparer',
  comparedHint: (room) =>
    `Les deux comptent depuis que la case est cochée, et seulement ce qui apporte les nouveautés de #\u00a0${room}. La ligne était déjà ouverte.`,
  polled: { news: 'du nouveau', none: 'rien de neuf', failed: 'sans réponse' },
  wayHints: {
    websocket: 'Les octets de l’upgrade sont estimés : une page ne voit pas ses en-têtes.',
    stream: 'Des server-sent events, et une requête par commande.',
    poll: 'Une requête que le serveur garde tant qu’il n’a rien à dire, puis une autre.',
  },
  lab: 'Perturber…',
  labHint:
    'Choisissez ce qui doit mal se passer, une fois. Le panneau raconte la suite, et ce qui la répare.',
  aim: 'Cela touche',
  aims: { message: 'Le prochain message', any: 'La prochaine trame, quoi qu’elle contienne' },
  nextFrame: {
    message: {
      received: 'La prochaine trame qui arrive avec un message',
      sent: 'La prochaine trame qui part avec un message',
    },
    any: { received: 'La prochaine trame qui arrive', sent: 'La prochaine trame qui part' },
  },
  doTo: { lost: 'Perdre', delayed: 'Retarder de 3 s', repeated: 'Répéter' },
  armed: (frame, fault) => `${frame} ${fates[fault]}.`,
  broken: {
    sent: {
      lost: 'Aucune réponse ne viendra : après 10 s, la page la renvoie avec le même identifiant.',
      delayed: 'Elle part dans 3 s. Ce qu’on écrit entre-temps watchVisibility derrière elle.',
      repeated: 'Elle est partie deux fois, avec le même identifiant.',
    },
    received: {
      lost: 'La page ne le sait pas encore. La prochaine trame du salon montrera le trou, ou un battement d’ici 25 s.',
      delayed: 'Elle arrive dans 3 s. Si une autre la dépasse, la page voit un trou et le demande.',
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
    none: () => 'Elle ne portait pas de message, et ce qu’elle dit sera redit.',
  },
  labStates: { armed: 'armé', repaired: 'réparé', fine: 'sans dommage' },
  disarm: 'Annuler',
  done: { lost: 'perdue', delayed: 'retardée', repeated: 'répétée' },
  marks: {
    ack: 'reçu confirmé',
    refused: 'refus',
    resent: 'renvoyée',
    asking: 'demande ce qui manque',
    catchingUp: 'rattrapage',
  },
  close: 'Fermer',
  echoTitle: 'Un WebSocket à la main',
  echoHint: 'Une socket à elle seule, sur /echo : ce que vous envoyez revient, avec le temps mis.',
  echoLine: 'Une ligne à envoyer',
  sendBytes: 'Envoyer en octets',
  ping: 'Ping',
  pingHint:
    'Une page ne peut pas envoyer de trame ping : seuls le navigateur et le serveur en échangent, sans le montrer. Ce bouton envoie le texte « ping » et mesure l’aller-retour.',
  closeWindow: 'Fermer cette fenêtre',
  closeCode: 'Code',
  closeReason: 'Raison',
  closeSocket: 'Fermer la socket',
  openSocket: 'Ouvrir la socket',
  closeRule:
    'Une page peut fermer avec 1000, ou avec 3000 à 4999 ; une raison fait 123 octets au plus. Les autres codes sont au navigateur et au serveur.',
};
