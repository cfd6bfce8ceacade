/** The OAuth 2 scopes earshot asks for, and what each is for. */
export const SCOPES = [
  { scope: 'tweet.read', use: 'read posts' },
  { scope: 'tweet.write', use: 'send replies' },
  { scope: 'users.read', use: 'tell who wrote a post' },
  { scope: 'dm.read', use: 'read private messages' },
  { scope: 'dm.write', use: 'send private messages' },
  { scope: 'tweet.moderate.write', use: 'hide answers to your posts' },
  { scope: 'offline.access', use: 'renew the authorisation by itself' },
] as const;
