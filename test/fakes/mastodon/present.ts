import { type Account, DOMAIN, type Notification, type Status, type World } from './world.js';

/** Entities as the API gives them. */
export function toAccount(world: World, account: Account) {
  const acct = account.host === null ? account.username : `${account.username}@${account.host}`;
  return {
    id: account.id,
    username: account.username,
    acct,
    display_name: account.name,
    locked: false,
    bot: false,
    note: '',
    url: addressOf(account),
    followers_count: 12,
    following_count: 3,
    statuses_count: [...world.statuses.values()].filter((status) => status.account === account).length,
    emojis: [],
    fields: [],
  };
}

export function toStatus(world: World, status: Status) {
  const replies = [...world.statuses.values()].filter(({ inReplyTo }) => inReplyTo === status.id).length;
  const parent = status.inReplyTo === null ? undefined : world.statuses.get(status.inReplyTo);
  return {
    id: status.id,
    created_at: new Date(status.createdAt).toISOString(),
    edited_at: status.editedAt === null ? null : new Date(status.editedAt).toISOString(),
    in_reply_to_id: status.inReplyTo,
    in_reply_to_account_id: parent?.account.id ?? null,
    sensitive: status.spoiler !== '',
    spoiler_text: status.spoiler,
    visibility: status.visibility,
    language: status.language,
    uri: `${addressOf(status.account)}/statuses/${status.id}`,
    url: `${addressOf(status.account)}/${status.id}`,
    replies_count: replies,
    reblogs_count: 0,
    favourites_count: world.favourites.has(status.id) ? 1 : 0,
    favourited: world.favourites.has(status.id),
    content: toHtml(world, status.text),
    reblog: null,
    account: toAccount(world, status.account),
    media_attachments: [],
    mentions: status.mentions.map((account) => {
      const { id, username, acct, url } = toAccount(world, account);
      return { id, username, acct, url };
    }),
    tags: tagsIn(status.text).map((name) => ({ name, url: `https://${DOMAIN}/tags/${name}` })),
    emojis: [],
    card: null,
    poll: null,
    ...status.extras,
  };
}

export function toNotification(world: World, { id, type, createdAt, account, status }: Notification) {
  return {
    id,
    type,
    created_at: new Date(createdAt).toISOString(),
    account: toAccount(world, account),
    ...(status === null ? {} : { status: toStatus(world, status) }),
  };
}

/** The hashtags of a text, as the server knows them: small, and Latin letters without their marks. */
export function tagsIn(text: string): string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}/&])#([\p{L}\p{M}\p{N}_]+)/gu)].map(([, tag = '']) =>
    normalTag(tag),
  );
}

export function normalTag(tag: string): string {
  return tag
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFKC')
    .toLowerCase();
}

const TOKEN =
  /(?<link>https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][^\s<>"]*)?)|(?<![=/\w])@(?<name>\w+(?:[.-]+\w+)*)(?:@(?<host>\w+(?:[.-]+\w+)*))?|(?<![\p{L}\p{N}/&])#(?<tag>[\p{L}\p{M}\p{N}_]+)/gu;

/** A text as Mastodon shows it: paragraphs, links cut short, names and tags as links. */
function toHtml(world: World, text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p>${inline(world, part).replaceAll('\n', '<br />')}</p>`);
  return paragraphs.join('');
}

function inline(world: World, text: string): string {
  let html = '';
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const { link, name, host, tag } = match.groups ?? {};
    html += escaped(text.slice(at, match.index));
    if (link !== undefined) html += linked(link);
    else if (tag !== undefined) {
      const href = `https://${DOMAIN}/tags/${encodeURIComponent(tag)}`;
      html += `<a href="${href}" class="mention hashtag" rel="tag">#<span>${escaped(tag)}</span></a>`;
    } else {
      const account = world.named(name ?? '', host);
      html += account
        ? `<span class="h-card" translate="no"><a href="${addressOf(account)}" class="u-url mention">@<span>${account.username}</span></a></span>`
        : escaped(match[0]);
    }
    at = match.index + match[0].length;
  }
  return html + escaped(text.slice(at));
}

function linked(link: string): string {
  const [, start = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/.exec(link) ?? [];
  const cut = rest.length > 30;
  const span = (kind: string, part: string) => `<span class="${kind}">${escaped(part)}</span>`;
  const inside =
    span('invisible', start) +
    span(cut ? 'ellipsis' : '', rest.slice(0, 30)) +
    span('invisible', rest.slice(30));
  return `<a href="${escaped(link)}" target="_blank" rel="nofollow noopener">${inside}</a>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function addressOf({ username, host }: Account): string {
  return host === null ? `https://${DOMAIN}/@${username}` : `https://${host}/@${username}`;
}
