import * as z from 'zod';
import { NETWORK_IDS } from './names.js';
import type { Problem } from './problems.js';
import { SIGN_INS } from './sign-in.js';
import { shown } from './wording.js';

const text = z.string().optional().catch(undefined);

/** Only what the checks look at, taking whatever else is wrong in its stride: that is reported already. */
const looseAccount = z.object({
  network: z.enum(NETWORK_IDS),
  handle: z.unknown().optional(),
  auth: text,
  clientId: text,
  server: z.unknown().optional(),
  url: z.unknown().optional(),
});

/**
 * What an account's network wants of it, or knows nothing of: its handle, server, address, way to sign in.
 *
 * @param raw the account as written
 * @returns problems whose path is the key in the account
 */
export function accountProblems(raw: unknown): Problem[] {
  const parsed = looseAccount.safeParse(raw);
  if (!parsed.success) return [];
  const { network, handle, auth, clientId, server, url } = parsed.data;
  const wants = SIGN_INS[network];
  const way = auth === undefined ? wants.ways[0] : wants.ways.find((each) => each.auth === auth);
  const problem = (path: string, message: string | false) => (message === false ? [] : [{ path, message }]);
  return [
    ...problem(
      'handle',
      wants.handle === 'asked' &&
        handle === undefined &&
        "is missing. Write the name of the account, such as 'cafenar'.",
    ),
    ...problem(
      'server',
      wants.server === undefined
        ? server !== undefined && 'does not belong here: this network has one server only. Delete it.'
        : wants.server.required &&
            server === undefined &&
            `is missing. Write the server the account is on, such as '${wants.server.example}'.`,
    ),
    ...problem(
      'url',
      wants.url === undefined
        ? url !== undefined && 'does not belong here: this network is not read by an address. Delete it.'
        : url === undefined && `is missing. Write the address to read, such as '${wants.url.example}'.`,
    ),
    ...problem(
      'auth',
      way === undefined &&
        `${shown(auth)} is no way to sign in there. Use one of: ${wants.ways.map((each) => each.auth).join(', ')}.`,
    ),
    ...problem(
      'clientId',
      way?.clientId === true
        ? clientId === undefined && 'is missing. Copy the OAuth 2 client id of your app.'
        : way !== undefined &&
            clientId !== undefined &&
            `does not belong here: auth ${way.auth} needs none. Delete it.`,
    ),
  ];
}
