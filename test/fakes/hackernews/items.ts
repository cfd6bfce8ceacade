/** A story or comment as Hacker News keeps it; bodies are HTML. */
export interface Item {
  id: number;
  by: string;
  /** Seconds since 1970, UTC. */
  time: number;
  type: 'story' | 'comment';
  title: string | null;
  url: string | null;
  html: string;
  /** What a comment answers. */
  parent: number | null;
  /** The story a comment hangs below; a story's own id. */
  story: number;
  deleted: boolean;
}

/** Everything that was ever posted, and who posts. */
export class Items {
  readonly byId = new Map<number, Item>();
  readonly people = new Set<string>();
  #next = 40_000_001;

  story(by: string, time: number, title: string, more: { url?: string; html?: string } = {}): Item {
    const id = this.#next++;
    const item = { id, by, time, title, url: more.url ?? null, html: more.html ?? '' };
    return this.#add({ ...item, type: 'story', parent: null, story: id, deleted: false });
  }

  comment(by: string, time: number, html: string, parent: Item): Item {
    const id = this.#next++;
    const place = { parent: parent.id, story: parent.story };
    return this.#add({
      id,
      by,
      time,
      type: 'comment',
      title: null,
      url: null,
      html,
      ...place,
      deleted: false,
    });
  }

  get(id: string | number): Item {
    const item = this.byId.get(Number(id));
    if (!item) throw new Error(`there is no item ${id}`);
    return item;
  }

  #add(item: Item): Item {
    this.byId.set(item.id, item);
    this.people.add(item.by);
    return item;
  }
}

/** What somebody typed, as Hacker News writes it: paragraphs, and every sign of markup as an entity. */
export function toHtml(text: string): string {
  const signs: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#x27;',
    '/': '&#x2F;',
  };
  return text
    .replace(/[&<>"'/]/g, (sign) => signs[sign] ?? sign)
    .split(/\n{2,}/)
    .join('<p>');
}
