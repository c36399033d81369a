import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test, { type TestContext } from 'node:test';
import type { TextMessage } from '../../../protocol/model.ts';
import { at, codeBlocks } from '../../test-support/running/doc-examples.ts';
import { temporaryFolder } from '../../test-support/temporary-folder.ts';
import { post, type JsonClient } from '../../test-support/running/test-clients.ts';
import { startServer, type TestServer } from '../../test-support/running/test-server.ts';
import { within } from '../../test-support/waits.ts';

const missing = 'There is no Python for the tests: install python3, or name one in PYTHON_PATH.';

const bots = {
  python: { command: process.env['PYTHON_PATH'] || 'python3', file: 'bot.py' },
  js: { command: process.execPath, file: 'bot.mjs' },
};

for (const language of Object.keys(bots) as (keyof typeof bots)[]) {
  test(`the first bot in ${language} answers once, over a restart of the server and its own`, async (t) => {
    const server = await startServer(t);
    const session = await server.signIn('Ada');
    const ada = await server.join(session);
    await ada.ask(post('long-before', '!ping'));
    const [program = ''] = codeBlocks('docs/first-bot.md', language);
    const bot = new BotInFolder(t, server, bots[language], program);

    await bot.start();
    await ada.follow('general', 1);
    await ada.ask(post('ping-one', '!ping'));
    assert.deepEqual(await textsFrom(ada, 2), ['Ada: !ping', 'Ping bot: pong']);

    await server.stop();
    await server.start();
    const again = await server.join(session);
    await again.follow('general', 3);
    await again.ask(post('ping-two', '!ping'));
    assert.deepEqual(await textsFrom(again, 2), ['Ada: !ping', 'Ping bot: pong']);

    await bot.stop();
    await bot.start();
    await again.ask(post('ping-three', '!ping'));
    assert.deepEqual(await textsFrom(again, 2), ['Ada: !ping', 'Ping bot: pong']);
    assert.deepEqual(
      (await again.rest()).filter(({ type }) => type === 'changes'),
      [],
    );
    await bot.stop();
  });
}

test('the bot of the README answers', async (t) => {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.follow();
  const { token } = await server.signIn('Bot');
  const [program = ''] = codeBlocks('README.md', 'js');
  const bot = new BotInFolder(
    t,
    server,
    bots.js,
    `${program}\nsocket.onopen = () => console.log();`,
  );
  await bot.start({ TOKEN: token });
  await ada.ask(post('ping-one', '!ping'));
  assert.deepEqual(await textsFrom(ada, 2), ['Ada: !ping', 'Bot: pong']);
  await bot.stop();
});

test('a message, an answer and a refusal have the shapes of docs/first-bot.md', async (t) => {
  const server = await startServer(t);
  const ada = await server.join('Ada');
  await ada.follow();
  const ack = await ada.ask(post('ping-one', '!ping'));
  const [message] = await messagesFrom(ada, 1);
  const refused = await ada.ask(post('ping-two', ''));
  const shown = codeBlocks('docs/first-bot.md', 'json').map((block) => JSON.parse(block) as object);
  assert.deepEqual(shown.map(Object.keys), [message!, ack, refused].map(Object.keys));
});

/** A program of the docs, run in its own folder. */
class BotInFolder {
  readonly #folder: string;
  readonly #run: { command: string; file: string };
  #child: ChildProcess | undefined;

  constructor(
    t: TestContext,
    server: TestServer,
    run: { command: string; file: string },
    program: string,
  ) {
    this.#folder = temporaryFolder(t);
    this.#run = run;
    writeFileSync(join(this.#folder, run.file), at(server, program));
    t.after(() => this.stop());
  }

  /** Resolves when it has printed its first line. */
  async start(env: Record<string, string> = {}): Promise<void> {
    const { command, file } = this.#run;
    const child = spawn(command, [file], {
      cwd: this.#folder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.on('error', (error) => child.stdout.destroy(new Error(missing, { cause: error })));
    this.#child = child;
    await within(once(createInterface(child.stdout), 'line'), 'the first line of the bot');
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
}

async function textsFrom(client: JsonClient, count: number): Promise<string[]> {
  const messages = await messagesFrom(client, count);
  return messages.map(({ author, text }) => `${author.name}: ${text}`);
}

/** Takes frames until this number of messages has arrived. */
async function messagesFrom(client: JsonClient, count: number): Promise<TextMessage[]> {
  const messages: TextMessage[] = [];
  while (messages.length < count) {
    const [frame] = await client.next();
    if (frame?.type === 'changes') messages.push(...(frame.messages as TextMessage[]));
  }
  return messages;
}
