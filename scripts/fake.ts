import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { writeFakeConfig } from '../test/fakes/config.js';
import type { Arrival, NetworkFake } from '../test/fakes/fake.js';
import { FAKES } from '../test/fakes/index.js';

const KINDS = ['mention', 'reply', 'message', 'post'] as const;
const HELP = `Lines you type here:
  KIND NAME TEXT   NAME writes TEXT to the account; KIND is ${KINDS.join(', ')}
  app ID TEXT      the account writes TEXT in the network's own app, in answer to ID; - answers nobody
  edit ID TEXT     the writer of ID changes it
  remove ID        ID is deleted
  written          prints what earshot wrote
  requests         prints how often each endpoint was asked
Ctrl-C ends it.
`;

/** `npm run fake -- NETWORK [--port N] [--config-out DIR]`: a fake network to try its adapter out by hand. */
export async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { port: { type: 'string' }, 'config-out': { type: 'string' } },
  });
  const [network = ''] = positionals;
  const start = FAKES[network];
  if (!start) {
    process.stderr.write(`Say which network: ${Object.keys(FAKES).join(', ')}.\n`);
    process.exitCode = 2;
    return;
  }
  const fake = await start(values.port === undefined ? {} : { port: Number(values.port) });
  const path = writeFakeConfig(values['config-out'] ?? `fake-${network}`, network, fake);
  process.stdout.write(
    `The fake ${network} runs. In another terminal: earshot poll --config ${path}\n${HELP}`,
  );
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${obey(fake, line.trim())}\n`);
  }
  await fake.stop();
}

/** Does what a line says. @returns what to print */
function obey(fake: NetworkFake, line: string): string {
  if (line === 'written') return JSON.stringify(fake.written(), null, 2);
  if (line === 'requests') return JSON.stringify(fake.requests(), null, 2);
  const changed = change(fake, line);
  if (changed !== null) return changed;
  const [, kind, by, text] = /^(\w+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
  if (!isKind(kind) || by === undefined || text === undefined) return HELP;
  try {
    return fake.arrive({ kind, by, text });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What is done to a message, or in the network's own app. @returns what to print; null for any other line */
function change(fake: NetworkFake, line: string): string | null {
  const [, what, id = '', text = ''] = /^(app|edit|remove)\s+(\S+)(?:\s+(.+))?$/.exec(line) ?? [];
  if (what === undefined) return null;
  if (what !== 'remove' && text === '') return HELP;
  try {
    if (what === 'app' && fake.writeInApp) return fake.writeInApp(text, { replyTo: id === '-' ? null : id });
    if (what === 'edit' && fake.edit) fake.edit(id, text);
    else if (what === 'remove' && fake.remove) fake.remove(id);
    else return `This network has no '${what}'.`;
    return id;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isKind(word: string | undefined): word is Arrival['kind'] {
  return KINDS.some((kind) => kind === word);
}
