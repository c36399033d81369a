/** The texts of the settings, and of the ways back to a name. */
export const settingsEn = {
  settings: 'Settings',
  close: 'Close',
  copied: 'Copied',
  // profile
  name: 'Your name',
  nameHint: 'You can change it once a day. What you wrote shows the new name, too.',
  save: 'Save',
  // another device
  otherDevice: 'Use Causette on another device',
  otherDeviceHint: 'Scan this there, or open the link. It works once, for five minutes.',
  onlyHere: 'This address works on this computer only. Open the page by its network address first.',
  qr: 'QR code of the link',
  copyLink: 'Copy the link',
  newLink: (left: string) => `New link · ${left}`,
  makeLink: 'Make a link',
  // recovery code
  recoveryCode: 'Recovery code',
  recoveryHint:
    'Four words that bring your name back when a browser forgets you. Write them down: they are shown once, and a new code replaces the old one.',
  makeCode: 'Make a recovery code',
  copy: 'Copy',
  // sessions
  sessions: 'Where you are signed in',
  thisOne: 'this one · now',
  connected: 'now',
  lastUsed: (day: string) => `last used: ${day}`,
  on: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: 'Unknown device',
  end: 'End',
  endOf: (device: string) => `End the session: ${device}`,
  endOthers: 'End all others',
  // the way back
  recoverTitle: (name: string) => `Is ${name} you?`,
  recoverHint: 'Enter the four words of your recovery code.',
  recover: 'Sign in',
  otherWay:
    'Without a code: on the device where you are signed in, open Settings and “Use Causette on another device”.',
  back: 'Back',
  wait: (minutes: string) => `Try again in ${minutes}.`,
  // a link that was opened
  replaceTitle: (name: string) => `Sign out ${name} in this browser?`,
  replaceHint: (name: string) =>
    `The link signs somebody in here. ${name} is signed out of this browser first, and needs a recovery code or another device to come back.`,
  replace: 'Sign in with the link',
  keep: (name: string) => `Stay ${name}`,
  leftTitle: (name: string) => `${name} left unsent texts in this browser`,
  leftHint: (name: string) =>
    `They are kept until ${name} signs in here again. Nobody else sees them. Discarded texts are gone.`,
  discardLeft: 'Discard',
  keepLeft: 'Keep',
  linkFailed: 'The link did not sign you in',
};

export type SettingsWords = typeof settingsEn;
