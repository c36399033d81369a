import type { Fault } from '../wire/failure-lab.ts';

const fates: Record<Fault, string> = {
  lost: 'will not arrive',
  delayed: 'will be 3 s late',
  repeated: 'will arrive twice',
};

/** What only the wire panel says. */
export const wireEn = {
  frames: 'Frames',
  filter: 'Frames to show',
  groups: { messages: 'Messages', signals: 'Signs', line: 'Line', polls: 'Polls' },
  hiddenFrames: (count: string) => `${count} hidden`,
  pause: 'Pause',
  resume: (count: string) => `Resume (${count} new)`,
  pointAtFrame: 'Point at a frame to read what it is for; a click opens it.',
  sent: 'sent',
  received: 'received',
  bytes: (count: string) => `${count} B`,
  event: 'event',
  failed: 'error',
  ended: (code: number, cause: string) =>
    cause === '' ? `close ${code}` : `close ${code} (${cause})`,
  connectionLost: 'connection lost',
  nextTry: (time: string) => `next try in ${time}`,
  notCalled: 'It has not been called yet.',
  showHandler: 'Shows its last event, and the code that it runs',
  notLoaded: 'It could not be loaded: the server does not answer.',
  cut: 'Cut the wire',
  reconnect: 'Reconnect',
  cutAndHeal: 'Cut and let it heal',
  isCut: 'cut',
  held: (time: string) =>
    `It stays so until “Reconnect”, and what is written waits. By itself the page would have tried again after ${time}.`,
  wouldTry: (time: string) => `held: next try would be in ${time}`,
  comparison: 'Comparison',
  since: (time: string) => `Since ${time}`,
  brought: 'Changes brought',
  requests: 'Requests',
  bytesUp: 'Bytes sent',
  bytesDown: 'Bytes received',
  medianWait: 'Median wait',
  everySecond: 'Every second',
  pollToo: 'Ask over HTTP every second too, to compare',
  comparedHint: (room: string) =>
    `Both count from the tick on, and only what brings the news of #\u00a0${room}. The line was open before.`,
  polled: { news: 'something new', none: 'nothing new', failed: 'no answer' },
  wayHints: {
    websocket: 'The bytes of the upgrade are an estimate: a page cannot see its headers.',
    stream: 'Server-sent events, and a request for each command.',
    poll: 'A request that the server keeps until there is something, and then another.',
  },
  lab: 'Break it…',
  labHint: 'Choose what is to go wrong once. The panel tells what happens and what repairs it.',
  aim: 'It happens to',
  aims: { message: 'The next message', any: 'The next frame, whatever is in it' },
  nextFrame: {
    message: {
      received: 'The next frame that comes with a message',
      sent: 'The next frame that goes with a message',
    },
    any: { received: 'The next frame that comes', sent: 'The next frame that goes' },
  },
  doTo: { lost: 'Lose', delayed: 'Delay by 3 s', repeated: 'Repeat' },
  armed: (frame: string, fault: Fault) => `${frame} ${fates[fault]}.`,
  broken: {
    sent: {
      lost: 'No answer will come: after 10 s the page sends it again, with the same id.',
      delayed: 'It goes in 3 s. What is written meanwhile waits behind it.',
      repeated: 'It went twice, with the same id.',
    },
    received: {
      lost: 'The page does not know yet. The next frame of the room shows the hole, or a heartbeat within 25 s.',
      delayed: 'It comes in 3 s. If another one overtakes it, the page sees a hole and asks.',
      repeated: 'It came twice.',
    },
  },
  repaired: {
    resent: (time: string) =>
      `Sent again with the same id and answered, ${time} after the fault. It counts once.`,
    followed: (time: string) =>
      `The page asked for what was missing and has it in its place, ${time} after the fault.`,
    late: () => 'It came late, and everything stands in its order.',
    twice: () => 'The second one changed nothing.',
    none: () => 'There was no message in it, and what it says will be said again.',
  },
  labStates: { armed: 'armed', repaired: 'repaired', fine: 'no harm' },
  disarm: 'Cancel',
  done: { lost: 'lost', delayed: 'delayed', repeated: 'repeated' },
  marks: {
    ack: 'acknowledged',
    refused: 'refused',
    resent: 'sent again',
    asking: 'asks what it missed',
    catchingUp: 'catching up',
  },
  close: 'Close',
  echoTitle: 'A WebSocket by hand',
  echoHint: 'A socket of its own, on /echo: what you send comes back, with the time it took.',
  echoLine: 'A line to send',
  sendBytes: 'Send as bytes',
  ping: 'Ping',
  pingHint:
    'A page cannot send a ping frame: only the browser and the server exchange those, unseen. This button sends the text “ping” and times its way there and back.',
  closeWindow: 'Close this window',
  closeCode: 'Code',
  closeReason: 'Reason',
  closeSocket: 'Close the socket',
  openSocket: 'Open the socket',
  closeRule:
    'A page may close with 1000, or with 3000 to 4999; a reason has at most 123 bytes. The other codes are the browser’s and the server’s.',
};

export type WireWords = typeof wireEn;
