/** The texts of slash commands. */
export const slashEn = {
  help: 'Commands',
  close: 'Close',
  commands: {
    game: (game: string) => `proposes a game of ${game}, to everyone here or to one person`,
    join: 'goes to another room',
    help: 'shows this',
    text: 'sends a text that begins with a slash',
  },
  name: 'name',
  room: 'room',
  text: 'text',
  unknown: (word: string, near: string | undefined) =>
    near === undefined
      ? `There is no command /${word}: see /help. To send a text that begins with a slash, type two: //${word}.`
      : `There is no command /${word}. Did you mean /${near}? To send a text that begins with a slash, type two: //${word}.`,
  helpAlone: '/help takes no argument. Nothing was sent.',
  thatIsYou: 'That is you: a game needs two players.',
  nobodyHere: (name: string) => `Nobody here is called ${name}.`,
  whichRoom: 'Which room? Type its name after /join.',
  noRoomNamed: (room: string, near: string | undefined) =>
    `There is no room # ${room}.${near === undefined ? '' : ` Did you mean # ${near}?`}`,
};

export type SlashWords = typeof slashEn;
