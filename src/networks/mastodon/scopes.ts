/** The OAuth scopes earshot asks for, and what each is for. */
export const SCOPES = [
  { scope: 'read:accounts', use: 'tell whose account it is' },
  { scope: 'read:notifications', use: 'read your mentions' },
  { scope: 'read:statuses', use: 'read conversations and your own posts' },
  { scope: 'read:search', use: 'search for your watches' },
  { scope: 'write:statuses', use: 'send and delete replies' },
  { scope: 'write:favourites', use: 'like posts' },
] as const;

/** The scopes that are not among those granted; `read` grants every `read:…`. */
export function lackingScopes(granted: readonly string[]): (typeof SCOPES)[number][] {
  const has = new Set(granted);
  return SCOPES.filter(({ scope }) => !has.has(scope) && !has.has(scope.replace(/:.*/, '')));
}
