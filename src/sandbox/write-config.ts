import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { EarshotError } from '../core/errors.js';
import type { OAuth1Credentials } from './credentials.js';
import type { SceneWatch } from './scene.js';

/** What a configuration for a running sandbox says. */
export interface SandboxConfig {
  url: string;
  handle: string;
  credentials: { oauth1: OAuth1Credentials };
  businessName: string;
  watches?: readonly SceneWatch[];
}

/** A configuration is the sandbox's own where each of its accounts is served from this machine. */
const ownConfig = z.looseObject({
  accounts: z
    .array(z.looseObject({ id: z.string(), baseUrl: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/) }))
    .min(1),
});

/**
 * Writes `earshot.config.json` and `credentials.json` (readable by the owner only) into a folder, ready to be
 * used against a running sandbox. The folder is made where it is missing.
 *
 * @returns the path of the configuration
 * @throws EarshotError where files are there that an earlier sandbox did not write, or writing fails
 */
export function writeSandboxConfig(dir: string, config: SandboxConfig): string {
  const id = config.handle.toLowerCase().replace(/^_+/, '') || 'sandbox';
  const configPath = join(dir, 'earshot.config.json');
  const credentialsPath = join(dir, 'credentials.json');
  refuseForeignFiles(configPath, credentialsPath);
  const { apiKey, apiSecret, accessToken, accessTokenSecret } = config.credentials.oauth1;
  try {
    mkdirSync(dir, { recursive: true });
    write(credentialsPath, { [id]: { apiKey, apiSecret, accessToken, accessTokenSecret } }, 0o600);
    write(
      configPath,
      {
        business: { name: config.businessName, timeZone: 'UTC' },
        accounts: [{ id, network: 'x', handle: config.handle, auth: 'oauth1', baseUrl: config.url }],
        ...(config.watches?.length ? { watches: config.watches } : {}),
      },
      0o644,
    );
  } catch (error) {
    throw new EarshotError(`The sandbox's configuration cannot be written into ${dir}.`, {
      code: 'sandbox-config',
      hint: 'Choose a folder that you may write to.',
      cause: error,
    });
  }
  return configPath;
}

function refuseForeignFiles(configPath: string, credentialsPath: string): void {
  const config = readJson(configPath);
  const known = ownConfig.safeParse(config);
  const credentials = readJson(credentialsPath);
  const accounts = new Set(known.data?.accounts.map((account) => account.id));
  const foreign =
    config !== undefined && !known.success
      ? configPath
      : credentials !== undefined &&
          !(
            typeof credentials === 'object' &&
            credentials !== null &&
            Object.keys(credentials).every((id) => accounts.has(id))
          )
        ? credentialsPath
        : null;
  if (foreign === null) return;
  throw new EarshotError(`${foreign} is there already, and no sandbox wrote it.`, {
    code: 'sandbox-config',
    kind: 'usage',
    hint: 'Give a folder of its own with --config-out.',
  });
}

/** @returns undefined where there is no such file, null where it is not JSON */
function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function write(path: string, value: unknown, mode: number): void {
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}
