import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildPage } from '../../scripts/build.js';
import { prepareData, startOn } from '../contenders/causette.ts';
import { pinLoadClient } from '../contenders/pinned-process.ts';
import { fill } from './filling.ts';
import type { Kind } from './kind.ts';
import { edit, post, react } from './kinds/messages.ts';
import { play, propose } from './kinds/games.ts';
import { catchUp, history, openHttp, readers, openPlain, openWs } from './kinds/openings.ts';
import { description, figures, health, roomList, staticFile } from './kinds/pages.ts';
import { command, echo, line, lines } from './kinds/plain-text.ts';
import { commandOverHttp, createRoom } from './kinds/rooms.ts';
import { signIn, whoAmI } from './kinds/sign-in.ts';
import { find, follow, presence, read, typing } from './kinds/signs.ts';
import { priceOf, type Priced } from './measure.ts';
import { Stage } from './stage.ts';
import { rowsOf } from './table.ts';

const kinds: readonly Kind[] = [
  [signIn, whoAmI, post, edit, react, read, follow, typing, presence, find, createRoom],
  [propose, play, commandOverHttp, line, command, openWs, openPlain, openHttp],
  [echo, lines, readers, catchUp, history, roomList, staticFile, figures, health, description],
].flat();
const people = 2_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
buildPage(process.execPath);
await abuse();

/** All kinds, or those whose name contains one of the arguments. */
async function abuse(): Promise<void> {
  pinLoadClient();
  const chosen = kinds.filter(isChosen);
  const all = await priced(chosen.filter(({ settings }) => settings === undefined));
  for (const kind of chosen.filter(({ settings }) => settings !== undefined)) {
    all.push(...(await priced([kind], kind.settings)));
  }
  if (values.json) console.log(JSON.stringify(all, undefined, 2));
}

/** A server of its own, filled unless it has limits. */
async function priced(some: readonly Kind[], settings?: Record<string, string>): Promise<Priced[]> {
  const { folder, tokens } = await prepareData(people);
  const server = await startOn(folder, settings);
  const all: Priced[] = [];
  try {
    const stage = new Stage(server, tokens);
    if (settings === undefined) await fill(stage);
    for (const kind of some) {
      const price = await priceOf(kind, stage);
      if (!values.json) console.log(rowsOf(price).join('\n'));
      all.push(price);
    }
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return all;
}

function isChosen({ name }: Kind): boolean {
  return positionals.length === 0 || positionals.some((word) => name.includes(word));
}
