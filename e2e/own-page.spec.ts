import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './people.ts';

const guide = readFileSync(join(import.meta.dirname, '../docs/your-own-page.md'), 'utf8');
const [example = ''] = codeBlocks('html');
const [withToken = '', withCookie = ''] = codeBlocks('js');

test('the page of docs/your-own-page.md works with /echo from a file, and with /ws if its origin is listed', async ({
  page,
  server,
}, testInfo) => {
  const file = testInfo.outputPath('page.html');
  writeFileSync(file, example.replace('127.0.0.1:3000', new URL(server.url).host));
  await page.goto(`file://${file}`);
  await sends(page, 'coucou');
  await expect(page.locator('li')).toHaveText(['open', 'Welcome', 'You said: coucou']);

  const mine = await servePage(() => inChat(server.url));
  await page.goto(mine.origin);
  await expect(page.locator('li')).toHaveText(['error', 'closed with 1006']);
  await page.reload();
  await expect(page.locator('li')).toHaveText(['error', 'closed with 1006']);
  const refused = `Refused a page of ${mine.origin}; ${mine.origin} in ORIGINS lets it in.`;
  expect(server.log.filter((line) => line.includes(refused))).toHaveLength(1);

  await server.stop();
  await server.start({ ORIGINS: `${mine.origin},null` });
  await page.reload();
  await sends(page, '[Toto]: coucou');
  await expect(page.locator('li')).toContainText(['open', 'New user logged in', 'coucou']);
  writeFileSync(file, inChat(server.url));
  await page.goto(`file://${file}`);
  await expect(page.locator('li').first()).toHaveText('open');
});

test('the API examples of docs/your-own-page.md work in a page of a listed origin', async ({
  page,
  server,
}) => {
  const mine = await servePage(() => '<!doctype html>');
  await server.stop();
  await server.start({ ORIGINS: `${mine.origin}+credentials` });
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await page.goto(mine.origin);
  await runs(page, withToken, server.url);
  await page.reload();
  for (const script of [withToken, withCookie]) await runs(page, script, server.url);
  await expect.poll(() => logged).toEqual(['coucou', 'coucou', '2']);
});

const serving: Server[] = [];
test.afterEach(() => {
  for (const server of serving.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function codeBlocks(language: string): string[] {
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gmsu');
  return [...guide.matchAll(block)].map(([, code]) => code!);
}

function inChat(server: string): string {
  return example.replace('127.0.0.1:3000/echo', `${new URL(server).host}/ws`);
}

async function sends(page: Page, text: string): Promise<void> {
  await expect(page.locator('li').first()).toHaveText('open');
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

async function runs(page: Page, script: string, server: string): Promise<void> {
  const code = script.replaceAll('http://127.0.0.1:3000', server);
  await page.evaluate(`(async () => {${code}})()`);
}

/** Serves a page of the student at another port of this machine. */
async function servePage(html: () => string): Promise<{ origin: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html());
  });
  serving.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}` };
}
