import type { Endpoint } from '../stage.js';
import { MESSAGE_ENDPOINTS } from './messages.js';
import { SEARCH_ENDPOINTS } from './search.js';
import { TIMELINE_ENDPOINTS } from './timelines.js';
import { TWEET_ENDPOINTS } from './tweets.js';
import { USER_ENDPOINTS } from './users.js';

/** Every endpoint of X's API v2 the sandbox serves. Fixed paths stand before those with parameters. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...USER_ENDPOINTS,
  ...SEARCH_ENDPOINTS,
  ...TIMELINE_ENDPOINTS,
  ...TWEET_ENDPOINTS,
  ...MESSAGE_ENDPOINTS,
];

/** Finds the endpoint for a request; `otherMethod` where the path exists for another one. */
export function findEndpoint(
  method: string,
  path: string,
): { endpoint: Endpoint; path: Record<string, string> } | 'other-method' | null {
  let known = false;
  for (const endpoint of ENDPOINTS) {
    const parameters = matchPath(endpoint.path, path);
    if (!parameters) continue;
    if (endpoint.method === method) return { endpoint, path: parameters };
    known = true;
  }
  return known ? 'other-method' : null;
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) parameters[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return parameters;
}
