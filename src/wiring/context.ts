import type { Context } from '../cli/context.js';
import { EarshotError } from '../core/errors.js';
import type { TeachableScorer } from '../core/lessons.js';
import { createRedactor } from '../core/redact.js';
import { safeLine } from '../output/sanitise.js';
import { createStyle } from '../output/style.js';
import type { Desk } from '../services/desk.js';
import { networkName, wireAccounts } from './accounts.js';
import { openDesk } from './desk.js';
import { once } from './once.js';
import type { ContextBase, Parts } from './parts.js';

// The rooms are put together in this folder, and only here: main.ts hands in the process, these files the parts.

/** Makes the context of one command. Every part is made when it is first asked for, once. */
export function createContext(base: ContextBase): Context & { close(): Promise<void> } {
  const { env, streams, options } = base;
  const redactor = createRedactor();
  const debug = (message: string) => {
    if (options.verbose) streams.stderr.write(`debug: ${safeLine(redactor.redact(message))}\n`);
  };
  const configPath = once(async () => {
    const { findConfig } = await import('../config/paths.js');
    return findConfig({ flag: options.config, env, cwd: base.cwd });
  });
  const config = once(async () => {
    const path = await configPath();
    if (path === null) {
      throw new EarshotError('There is no configuration here.', {
        code: 'config-missing',
        kind: 'config',
        hint: 'Make one with `earshot init`, or try `earshot demo` first, which needs none.',
      });
    }
    const { loadConfig } = await import('../config/load.js');
    return loadConfig(path);
  });
  const scorer = once(
    async (): Promise<TeachableScorer> => (await import('../sentiment/index.js')).loadScorer(),
  );
  const parts: Parts = { base, redactor, debug, config, scorer };
  const accounts = once(() => wireAccounts(parts));
  let opened: Desk | undefined;
  const desk = once(async () => {
    opened = await openDesk(parts, await accounts());
    return opened;
  });
  const flag = options.color ? {} : { flag: false };
  return {
    version: base.version,
    env,
    cwd: base.cwd,
    clock: base.clock,
    signal: base.signal,
    streams,
    options,
    networkName,
    redactor,
    pid: base.pid,
    nodeVersion: base.nodeVersion,
    program: base.program,
    run: base.run,
    style: once(() => createStyle({ isTTY: streams.stdout.isTTY, env, ...flag })),
    errorStyle: once(() => createStyle({ isTTY: streams.stderr.isTTY, env, ...flag })),
    configPath,
    config,
    scorer,
    accounts,
    desk,
    async close() {
      opened?.store.close();
    },
  };
}
