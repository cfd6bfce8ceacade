/** One entry of the fake feed. */
export interface FeedItem {
  guid: string;
  by: string;
  text: string;
  /** ms UTC */
  at: number;
}

/** The feed as a document, newest first as publishers do. */
export function rssOf(items: readonly FeedItem[]): string {
  const listed = items.toSorted((a, b) => b.at - a.at).map(itemOf);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>What people say</title>
<link>https://news.example/</link>
<description>Talk of the town</description>
${listed.join('\n')}
</channel>
</rss>
`;
}

function itemOf({ guid, by, text, at }: FeedItem): string {
  // A description is HTML inside XML: what somebody typed is escaped once for each.
  const html = xml(text).replace(/\n/g, '<br>');
  return `<item>
<guid isPermaLink="false">${xml(guid)}</guid>
<link>https://news.example/${encodeURIComponent(guid)}</link>
<dc:creator>${xml(by)}</dc:creator>
<pubDate>${new Date(at).toUTCString()}</pubDate>
<description>${xml(html)}</description>
</item>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
