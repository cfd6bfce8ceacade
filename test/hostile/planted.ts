import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { main } from '../../src/main.js';
import { memoryStreams } from '../../src/output/streams.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.js';
import { openStore } from '../../src/store/index.js';
import { makeFolder } from '../helpers/desk.js';
import { committer, inbound, prepared } from '../unit/store/support.js';
import { MEGABYTE, TEXTS } from './corpus.js';

const MINUTE = 60_000;
/** A place that earshot has to name in messages, in a crontab, in a unit of systemd. */
const EVIL_FOLDER = 'na\u001b]0;owned\u0007r %d "$(id)" \u202e `\'';
/** What the owner may have copied into the configuration from somewhere. */
const EVIL_NAME =
  'Nar\u001b]52;c;AAAA\u0007 \u202e<script>alert(1)</script> =1+1 {{ 7 }}\r\nBcc: victim@evil.example';

/** How a command is run: at a terminal of so many columns, or in a pipe. */
export interface Hand {
  terminal: boolean;
  columns?: number;
  stdin?: string;
  /** Ends as if interrupted at once: for what goes on until it is. */
  interrupted?: boolean;
}

export interface Spoken {
  code: number;
  stdout: string;
  stderr: string;
}

/** What was delivered to the owner. */
export interface Deliveries {
  letters: string[];
  posts: { path: string; body: string }[];
}

/** A desk in which every text that can come from somewhere is one of the corpus. */
export interface PlantedDesk {
  dir: string;
  sandbox: Sandbox;
  delivered: Deliveries;
  /** Ids of mentions by the text that was planted, as it is stored. */
  ids: readonly number[];
  run(args: readonly string[], hand?: Partial<Hand>): Promise<Spoken>;
  close(): Promise<void>;
}

/** Runs earshot in this process, with the streams of a terminal or of a pipe. */
export async function speak(dir: string, args: readonly string[], hand: Partial<Hand> = {}): Promise<Spoken> {
  const { terminal = false, columns = 80, stdin = '', interrupted = false } = hand;
  const memory = memoryStreams({ tty: terminal, columns, stdin });
  // The spinner redraws itself: it has a test of its own.
  const streams = { ...memory, stderr: { ...memory.stderr, canRedraw: false } };
  const env = { PATH: process.env.PATH, HOME: dir, ...(terminal ? { FORCE_COLOR: '1' } : {}) };
  const code = await main(terminal ? [...args, '--no-input'] : args, env, streams, {
    cwd: dir,
    ...(interrupted ? { signal: AbortSignal.abort() } : {}),
  });
  return { code, stdout: memory.stdout.text(), stderr: memory.stderr.text() };
}

/** Makes the desk; the caller closes it. */
export async function plantDesk(): Promise<PlantedDesk> {
  const { dir: outer, remove } = makeFolder();
  const dir = join(outer, EVIL_FOLDER);
  mkdirSync(dir);
  const sandbox = await startSandbox({
    clock: Date.now,
    handle: 'cafenar',
    limits: false,
    people: TEXTS.map((text, index) => ({ handle: `guest${index}`, name: text })),
    posts: TEXTS.map((text, index) => ({
      by: `guest${index}`,
      text: `@cafenar ${text}`,
      createdAt: Date.now() - (index + 1) * MINUTE,
    })),
  });
  const sinks = await openSinks();
  writeConfig(dir, sandbox, sinks);
  const run: PlantedDesk['run'] = (args, hand) => speak(dir, args, hand);
  const ids = await plantMentions(join(dir, 'earshot.db'));
  const desk: PlantedDesk = {
    dir,
    sandbox,
    delivered: sinks.delivered,
    ids,
    run,
    async close() {
      await Promise.all([sandbox.stop(), sinks.close()]);
      remove();
    },
  };
  await plantByCommand(desk);
  return desk;
}

function writeConfig(dir: string, sandbox: Sandbox, { port, mailPort }: Sinks): void {
  const carries = ['digest', 'alerts'];
  const server = `http://127.0.0.1:${port}`;
  const config = {
    business: { name: EVIL_NAME, timeZone: 'UTC', languages: ['en'] },
    accounts: [
      { id: 'nar', network: 'x', handle: 'cafenar', auth: 'oauth1', baseUrl: sandbox.url },
      {
        id: 'evil',
        network: 'mastodon',
        handle: 'n\u001b]0;x\u0007\u202er',
        server: 'http://127.0.0.1:9',
        auth: 'token',
      },
    ],
    watches: [
      ...TEXTS.filter((text) => text.trim() !== '')
        .slice(0, 40)
        .map((text, index) => ({
          name: `${text.slice(0, 80)} ${index}`,
          keywords: [text.slice(0, 80)],
          accounts: [],
        })),
      { name: 'brand', keywords: ['cafenar'] },
    ],
    rules: TEXTS.slice(0, 12).map((text, index) => ({
      name: `${text} ${index}`,
      when: { any: [{ words: [text.trim() || 'x'] }] },
      then: { tags: [`r${index}`], alert: true },
    })),
    alerts: { words: TEXTS.map((text) => text.trim()).filter((text) => text !== '') },
    delivery: {
      channels: [
        {
          id: 'mail',
          kind: 'email',
          carries,
          from: 'earshot@nar.example',
          to: ['o@nar.example'],
          host: '127.0.0.1',
          port: mailPort,
        },
        ...['slack', 'discord', 'teams', 'webhook'].map((kind) => ({ id: kind, kind, carries })),
        { id: 'ntfy', kind: 'ntfy', carries, server, topic: 'nar' },
      ],
    },
  };
  writeFileSync(join(dir, 'earshot.config.json'), JSON.stringify(config));
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = sandbox.credentials.oauth1;
  const hook = (kind: string) => ({ url: `${server}/${kind}` });
  writeFileSync(
    join(dir, 'credentials.json'),
    JSON.stringify({
      nar: { apiKey, apiSecret, accessToken, accessTokenSecret },
      evil: { accessToken: 'token-of-the-other' },
      slack: hook('slack'),
      discord: hook('discord'),
      teams: hook('teams'),
      webhook: { ...hook('webhook'), secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
    }),
    { mode: 0o600 },
  );
}

/** Mentions whose text, author, address and thread are of the corpus. */
async function plantMentions(path: string): Promise<number[]> {
  const store = openStore(path);
  try {
    const account = await store.accounts.ensure({ key: 'nar', network: 'x', handle: 'cafenar' });
    await store.accounts.ensure({ key: 'evil', network: 'mastodon', handle: TEXTS[0] ?? '' });
    // As ingest hands them over: polling brings the broken ones.
    const mentions = [MEGABYTE, ...TEXTS.map((text) => text.toWellFormed())].map((text, index) =>
      prepared(
        inbound(`planted ${index}`, {
          text,
          createdAt: Date.now() - (index + 1) * MINUTE,
          url: `https://evil.example/${text.slice(0, 50)}`,
          private: index % 7 === 0,
          networkLanguage: 'en',
          author: {
            handle: text.slice(0, 300),
            name: text.slice(0, 300),
            url: text.slice(0, 300),
            followers: 5,
          },
        }),
        { understanding: { reasons: [text.slice(0, 60)], urgency: [text.slice(0, 60)] }, priority: 40 },
      ),
    );
    const { newIds } = await committer(store, account.id)({ mentions, now: Date.now() });
    return newIds;
  } finally {
    store.close();
  }
}

/** Tags, notes, templates and answers, given as an owner's script would give them. */
async function plantByCommand(desk: PlantedDesk): Promise<void> {
  const [first = 0] = desk.ids;
  for (const [index, text] of TEXTS.entries()) {
    const id = String(desk.ids[index + 1] ?? first);
    if (index % 3 === 0) await desk.run(['mark', id, `--tag=${text}`]);
    if (index % 8 === 1) await desk.run(['customer', 'note', `#${id}`, '--', text]);
    if (index % 10 === 2)
      await desk.run(['template', 'add', '--', `t${index}`, text.replaceAll(/[{}%]/g, '')]);
    if (index % 25 === 3) await desk.run(['reply', id, '--yes', '--', `thank you for ${text.slice(0, 100)}`]);
  }
  await desk.run(['mark', String(first), '--sentiment', 'negative']);
}

interface Sinks {
  port: number;
  mailPort: number;
  delivered: Deliveries;
  close(): Promise<void>;
}

/** A mail server and a web server that take what is sent to the owner. */
async function openSinks(): Promise<Sinks> {
  const delivered: Deliveries = { letters: [], posts: [] };
  const web = createServer((request, response) => {
    void textOf(request).then((body) => {
      delivered.posts.push({ path: request.url ?? '', body });
      response.end('{}');
    });
  });
  const mail = new SMTPServer({
    hideSTARTTLS: true,
    authOptional: true,
    onData(stream, _session, done) {
      void textOf(stream).then((letter) => {
        delivered.letters.push(letter);
        done();
      });
    },
  });
  await Promise.all([
    new Promise<void>((resolve) => void web.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => void mail.listen(0, '127.0.0.1', resolve)),
  ]);
  return {
    port: (web.address() as AddressInfo).port,
    mailPort: (mail.server.address() as AddressInfo).port,
    delivered,
    async close() {
      web.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => web.close(resolve)),
        new Promise<void>((resolve) => mail.close(resolve)),
      ]);
    },
  };
}

async function textOf(stream: AsyncIterable<unknown> | IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer));
  return Buffer.concat(pieces).toString();
}
