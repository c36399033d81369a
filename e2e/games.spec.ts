import { once } from 'node:events';
import type { Locator } from '@playwright/test';
import { WebSocket } from 'ws';
import type { Chat } from '../client/chat.ts';
import { expect, test, type Tab } from './people.ts';

const cells = ['a1', 'b1', 'c1', 'a2', 'b2', 'c2', 'a3', 'b3', 'c3'];

test('two people play, a third watches, and all see the same board', async ({ person }) => {
  const [toto, tata, lila] = [await person('Toto'), await person('Tata'), await person('Lila')];
  await proposes(toto);
  await tata.page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(card(toto)).toContainText('Toto, your turn');
  await expect(card(tata)).toContainText('Toto to move');
  await expect(card(lila)).toContainText('1 spectator');
  await expect(toto.page).toHaveTitle(/Your turn/);
  for (const [tab, move] of moves(toto, tata, 'a1 b2 b1 c3 c1')) await plays(tab, move);
  for (const tab of [toto, tata, lila]) {
    await expect(card(tab)).toContainText('Toto wins.');
    await expect(card(tab)).toContainText('Toto 1 – 0 Tata');
    await expect(cell(tab, 'c1')).toHaveAccessibleName(/X of Toto/);
  }
  await expect(lila.page.getByRole('button', { name: 'Rematch' })).toHaveCount(0);
  await card(lila).getByRole('button', { name: 'One move back' }).click();
  await expect(card(lila)).toContainText('Move 4 of 5');
  await expect(cell(lila, 'c1')).toHaveAccessibleName(/empty/);
  await expect(cell(toto, 'c1')).toHaveAccessibleName(/X of Toto/);
});

test('the other player begins a rematch, and the score continues', async ({ person }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await begins(toto, tata);
  for (const [tab, move] of moves(toto, tata, 'a1 b2 b1 c3 c1')) await plays(tab, move);
  await toto.page.getByRole('button', { name: 'Rematch' }).click();
  await tata.page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(card(tata)).toContainText('Tata, your turn');
  for (const [tab, move] of moves(tata, toto, 'a1 b2 b1 c3 c1')) await plays(tab, move);
  await expect(card(toto)).toContainText('Tata 1 – 1 Toto');
});

test('a player can reload during a game and continue', async ({ person }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await begins(toto, tata);
  for (const [tab, move] of moves(toto, tata, 'b2 a1')) await plays(tab, move);
  await toto.page.reload();
  await expect(cell(toto, 'a1')).toHaveAccessibleName(/O of Tata/);
  await plays(toto, 'c3');
  await expect(cell(tata, 'c3')).toHaveAccessibleName(/X of Toto/);
});

test('a game survives a restart of the server', async ({ person, server }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await begins(toto, tata);
  for (const [tab, move] of moves(toto, tata, 'b2 a1')) await plays(tab, move);
  await server.stop('SIGKILL');
  await expect(toto.page.getByRole('status').filter({ hasText: '1006' })).toBeVisible();
  await server.start();
  for (const tab of [toto, tata]) await tab.reconnects();
  for (const [tab, move] of moves(toto, tata, 'b1 a2 b3')) await plays(tab, move);
  await expect(card(tata)).toContainText('Toto wins.');
});

test('a whole game can be played with the keyboard', async ({ person }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await begins(toto, tata);
  await cell(toto, 'a1').focus();
  await toto.page.keyboard.press('ArrowRight');
  await toto.page.keyboard.press('ArrowDown');
  await expect(cell(toto, 'b2')).toBeFocused();
  await toto.page.keyboard.press('Enter');
  await expect(cell(toto, 'b2')).toHaveAccessibleName(/X of Toto/);
  await expect(cell(toto, 'b2')).toBeFocused();
  await plays(tata, 'a1');
  await expect(card(toto)).toContainText('Toto, your turn');
  await toto.page.keyboard.press('ArrowUp');
  await toto.page.keyboard.press('Space');
  await plays(tata, 'a2');
  await expect(card(toto)).toContainText('Toto, your turn');
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await toto.page.keyboard.press(key);
  await expect(card(tata)).toContainText('Toto wins.');
});

test('a move disappears when the server refuses it', async ({ person, program }) => {
  const toto = await person('Toto');
  const robot = await program('Tata');
  await proposes(toto);
  const id = await openGame(robot);
  await robot.games.accept(id);
  await expect(card(toto)).toContainText('Toto, your turn');
  await toto.page.context().setOffline(true);
  await toto.page.getByRole('button', { name: 'Cut and let it heal' }).click();
  await cell(toto, 'b2').click();
  await expect(cell(toto, 'b2')).toHaveAccessibleName(/X of Toto/);
  await robot.games.resign(id);
  await toto.page.context().setOffline(false);
  await expect(card(toto)).toContainText('Toto wins: Tata resigned.');
  await expect(cell(toto, 'b2')).toHaveAccessibleName(/empty/);
});

test('a game can be played on a phone', async ({ person, program }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const toto = await person('Toto', phone);
  const robot = await program('Tata');
  await proposes(toto);
  const id = await openGame(robot);
  await robot.games.accept(id);
  await expect(card(toto)).toContainText('Toto, your turn');
  await cell(toto, 'b2').tap();
  await expect.poll(() => robot.store.get().games.get(id)?.message.moves).toEqual([4]);
  const { width, height } = (await cell(toto, 'b2').boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(40);
});

test('Connect Four is played in columns', async ({ person }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await expect(toto.page.getByRole('button', { name: '2 people here' })).toBeVisible();
  await toto.says('/puissance-4 Tata');
  await tata.page.getByRole('button', { name: 'Play', exact: true }).click();
  const column = (tab: Tab, number: number): Locator =>
    card(tab)
      .getByRole('gridcell')
      .nth(number - 1);
  for (const [index, number] of [1, 2, 1, 2, 1, 2, 1].entries()) {
    const tab = index % 2 === 0 ? toto : tata;
    await expect(card(tab)).toContainText('your turn');
    await column(tab, number).click();
  }
  await expect(card(tata)).toContainText('Toto wins.');
});

test('a plain-text client plays against a page', async ({ person, server }) => {
  const toto = await person('Toto');
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`);
  const lines: string[] = [];
  socket.on('message', (data: Buffer) => lines.push(data.toString()));
  await once(socket, 'open');
  socket.send('/name Tutu');
  socket.send('/morpion');
  await toto.page.getByRole('button', { name: 'Play', exact: true }).click();
  for (const move of ['a1', 'b1', 'c1']) {
    await expect.poll(() => lines.at(-5)).toContain('Tutu plays next.');
    socket.send(`/play ${move}`);
    if (move !== 'c1') await plays(toto, move.replace('1', '2'));
  }
  await expect(card(toto)).toContainText('Tutu wins.');
  await expect
    .poll(() => lines.slice(-5))
    .toEqual([
      '* morpion: Tutu (X) – Toto (O). Tutu wins.',
      '1  X X X',
      '2  O O .',
      '3  . . .',
      '   a b c',
    ]);
  socket.close();
});

test('a person who joins while the popover is open appears among the opponents', async ({
  person,
}) => {
  const toto = await person('Toto');
  const opponents = toto.page.getByRole('group', { name: 'Propose to' }).getByRole('button');
  await toto.page.getByRole('button', { name: '# Tic-tac-toe' }).click();
  await expect(opponents).toHaveText(['Everyone here']);
  await person('Tata');
  await expect(opponents).toHaveText(['Everyone here', 'Tata']);
});

test('lists open games, with links to their cards', async ({ person }) => {
  const [toto, tata] = [await person('Toto'), await person('Tata')];
  await begins(toto, tata);
  for (let number = 0; number < 30; number++) await tata.says(`line ${number}`);
  await toto.sees('line 29');
  await expect(card(toto)).not.toBeInViewport();
  const now = toto.page.getByRole('navigation').getByText('Toto – Tata');
  await now.click();
  await expect(card(toto)).toBeInViewport();
});

function card(tab: Tab): Locator {
  return tab.log
    .getByRole('article')
    .filter({ has: tab.page.getByRole('heading') })
    .last();
}

function cell(tab: Tab, name: string): Locator {
  return card(tab).getByRole('gridcell').nth(cells.indexOf(name));
}

async function proposes(tab: Tab): Promise<void> {
  await tab.says('/morpion');
  await expect(tab.page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
}

async function begins(first: Tab, second: Tab): Promise<void> {
  await proposes(first);
  await second.page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(card(first)).toContainText('your turn');
}

function moves(first: Tab, second: Tab, list: string): [Tab, string][] {
  return list.split(' ').map((move, index) => [index % 2 === 0 ? first : second, move]);
}

async function plays(tab: Tab, move: string): Promise<void> {
  await expect(card(tab)).toContainText('your turn');
  await cell(tab, move).click();
  await expect(card(tab)).not.toContainText('your turn');
}

async function openGame(program: Chat): Promise<string> {
  await expect.poll(() => program.store.get().games.size).toBe(1);
  const [id] = program.store.get().games.keys();
  return id ?? '';
}
