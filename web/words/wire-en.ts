import type { Fault } from '../wire/repairs.ts';

const fates: Record<Fault, string> = {
  lost: 'will be lost',
  delayed: 'will be 3 s late',
  repeated: 'will arrive twice',
};

/** The texts of the wire panel. */
export const wireEn = {
  frames: 'Frames',
  filter: 'Frames to show',
  groups: { messages: 'Messages', signals: 'Signals', connection: 'Connection', polls: 'Polls' },
  hiddenFrames: (count: string) => `${count} hidden`,
  pause: 'Pause',
  resume: (count: string) => `Resume (${count} new)`,
  pointAtFrame: 'Point at a frame to see what it means; click to open it.',
  sent: 'sent',
  received: 'received',
  bytes: (count: string) => `${count} B`,
  event: 'event',
  failed: 'error',
  ended: (code: number, cause: string) =>
    cause === '' ? `close ${code}` : `close ${code} (${cause})`,
  connectionLost: 'connection lost',
  nextTry: (time: string) => `retrying in ${time}`,
  retryingNow: 'retrying now',
  notCalled: 'Not called yet.',
  showHandler: 'Shows its last event and its code',
  notLoaded: 'Could not be loaded: the server does not answer.',
  cut: 'Cut the wire',
  reconnect: 'Reconnect',
  cutAndHeal: 'Cut and let it heal',
  isCut: 'cut',
  held: (time: string) =>
    `The wire stays cut until you press “Reconnect”, and messages wait. Otherwise the page would have retried after ${time}.`,
  wouldTry: (time: string) => `cut by hand: would retry in ${time}`,
  comparison: 'Comparison',
  since: (time: string) => `Since ${time}`,
  changes: 'Changes received',
  requests: 'Requests',
  bytesUp: 'Bytes sent',
  bytesDown: 'Bytes received',
  medianWait: 'Median wait',
  everySecond: 'Every second',
  pollToo: 'Also poll over HTTP every second',
  comparedHint: (room: string) =>
    `Both count since you ticked the box, and only what carries changes of #\u00a0${room}. The connection was open before.`,
  polled: { news: 'new changes', none: 'nothing new', failed: 'no answer' },
  transportHints: {
    websocket: 'The size of the upgrade request is estimated: a page cannot see its headers.',
    stream: 'Server-sent events, plus one request per command.',
    poll: 'The server holds each request until it has something to send.',
  },
  lab: 'Failure lab',
  labHint: 'Choose a fault, send a message, and watch the frames repair it.',
  aim: 'Applies to',
  aims: { message: 'Next message', any: 'Any next frame' },
  nextFrame: {
    message: {
      received: 'Next message received',
      sent: 'Next message sent',
    },
    any: { received: 'Next frame received', sent: 'Next frame sent' },
  },
  doTo: { lost: 'Lose', delayed: 'Delay by 3 s', repeated: 'Repeat' },
  armed: (frame: string, fault: Fault) => `${frame}: ${fates[fault]}.`,
  broken: {
    sent: {
      lost: 'No answer will come: after 10 s the page sends it again, with the same id.',
      delayed: 'It is sent in 3 s. Messages written meanwhile wait behind it.',
      repeated: 'It was sent twice, with the same id.',
    },
    received: {
      lost: 'The page does not know yet. The next frame of the room will show the gap, or a heartbeat within 25 s.',
      delayed:
        'It arrives in 3 s. If another one overtakes it, the page sees a gap and asks for it.',
      repeated: 'It arrived twice.',
    },
  },
  repaired: {
    resent: (time: string) =>
      `Sent again with the same id and answered, ${time} after the fault. It counts once.`,
    followed: (time: string) =>
      `The page asked for what was missing and put it in its place, ${time} after the fault.`,
    late: () => 'It arrived late, and everything is in order.',
    twice: () => 'The second one changed nothing.',
    none: () => 'It carried no message, and its content will be sent again.',
  },
  labStates: { armed: 'armed', repaired: 'repaired', fine: 'no harm' },
  disarm: 'Cancel',
  done: { lost: 'lost', delayed: 'delayed', repeated: 'repeated' },
  marks: {
    ack: 'acknowledged',
    refused: 'refused',
    resent: 'sent again',
    requesting: 'asks for what it missed',
    catchingUp: 'catching up',
  },
  close: 'Close',
  echoTitle: 'A WebSocket by hand',
  echoHint: 'A separate socket, to /echo: what you send comes back, with its round-trip time.',
  echoLine: 'Message',
  sendBytes: 'Send as bytes',
  ping: 'Ping',
  pingHint:
    'A page cannot send a ping frame: only the browser and the server exchange those, hidden from pages. This button sends the text “ping” and measures the round trip.',
  closeWindow: 'Close window',
  closeCode: 'Code',
  closeReason: 'Reason',
  closeSocket: 'Close the socket',
  openSocket: 'Open the socket',
  closeRule:
    'A page may close with 1000, or 3000 to 4999, and a reason of at most 123 bytes. Browsers and servers use the other codes.',
};

export type WireWords = typeof wireEn;
