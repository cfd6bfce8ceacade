/** How long Telegram keeps what nobody has fetched, ms. */
const KEPT = 24 * 3_600_000;
const GROUP = -1_001_234_567_890;
const CHANNEL = -1_009_876_543_210;
const OWNER = 501;

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
}

export interface Chat {
  id: number;
  type: 'private' | 'group' | 'supergroup' | 'channel';
  title?: string;
  username?: string;
  first_name?: string;
}

/** A message as the Bot API tells it. */
export interface Message {
  message_id: number;
  date: number;
  chat: Chat;
  from?: User;
  text?: string;
  reply_to_message?: Message;
  [field: string]: unknown;
}

/** An update that is waiting, and when it came, ms. */
interface Waiting {
  update_id: number;
  at: number;
  [kind: string]: unknown;
}

export interface WorldOptions {
  clock(): number;
  /** Whether the bot is an administrator of the group. */
  administrator: boolean;
  /** Whether privacy mode is off. */
  readsAll: boolean;
}

/** What is on this Telegram: one bot, its group, and whoever writes. */
export class World {
  readonly bot: User = { id: 7_000_001, is_bot: true, first_name: 'Café Nar', username: 'cafenar_bot' };
  readonly owner: User = { id: OWNER, is_bot: false, first_name: 'Nargess', username: 'nargess' };
  readonly token = `${this.bot.id}:AAFake-Token_0123456789abcdefghijk`;
  readonly group: Chat = {
    id: GROUP,
    type: 'supergroup',
    title: 'Café Nar friends',
    username: 'cafenarfriends',
  };
  readonly channel: Chat = { id: CHANNEL, type: 'channel', title: 'Café Nar', username: 'cafenar' };
  readonly messages = new Map<string, Message>();
  readonly reactions = new Map<string, string>();
  /** People who let the bot write to them. */
  readonly started = new Set<number>();
  readonly blocked = new Set<number>();
  /** Groups that became supergroups. */
  readonly moved = new Map<number, number>();
  readonly options: WorldOptions;
  webhook = '';
  /** Whether another program fetches too. */
  contested = false;
  revoked = false;
  readonly #people = new Map<string, User>();
  readonly #lastIds = new Map<number, number>();
  #waiting: Waiting[] = [];
  #nextUpdate = 481_516_234;

  constructor(options: WorldOptions) {
    this.options = options;
  }

  /** The person of a name: the same one each time. */
  person(name: string): User {
    const known = this.#people.get(name);
    if (known) return known;
    const made = { id: 1_000 + this.#people.size, is_bot: false, first_name: name, username: name };
    this.#people.set(name, made);
    return made;
  }

  chatWith(person: User): Chat {
    this.started.add(person.id);
    const name = person.username === undefined ? {} : { username: person.username };
    return { id: person.id, type: 'private', first_name: person.first_name, ...name };
  }

  knows(chatId: number): Chat | undefined {
    const chats = [this.group, this.channel, ...[...this.#people.values()].map((one) => this.chatOf(one))];
    return [...chats, ...[...this.messages.values()].map(({ chat }) => chat)].find(({ id }) => id === chatId);
  }

  chatOf(person: User): Chat {
    return { id: person.id, type: 'private', first_name: person.first_name };
  }

  /** Puts a message into its chat. Private chats and basic groups share one numbering, supergroups have their own. */
  post(chat: Chat, fields: Omit<Message, 'message_id' | 'chat' | 'date'> & { date?: number }): Message {
    const counter = chat.type === 'supergroup' ? chat.id : 0;
    const number = (this.#lastIds.get(counter) ?? 40) + 1;
    this.#lastIds.set(counter, number);
    const date = fields.date ?? Math.floor(this.options.clock() / 1_000);
    const message: Message = { ...fields, message_id: number, date, chat };
    this.messages.set(idOf(message), message);
    return message;
  }

  /** Queues an update, if this Telegram shows it to the bot. */
  deliver(kind: string, message: Message, at = this.options.clock()): void {
    if (message.from?.id === this.bot.id || !this.#shows(message)) return;
    this.enqueue(kind, message, at);
  }

  enqueue(kind: string, content: unknown, at = this.options.clock()): void {
    this.#waiting.push({ update_id: this.#nextUpdate, at, [kind]: content });
    this.#nextUpdate += 1;
  }

  /** As after a week of silence: the next update's number is another, greater or smaller. */
  renumber(next: number): void {
    this.#nextUpdate = next;
  }

  /** Forgets what lies below the offset, and gives what is left of the wanted kinds. */
  updates(offset: number | undefined, limit: number, wanted: readonly string[]): object[] {
    const oldest = this.options.clock() - KEPT;
    this.#waiting = this.#waiting.filter(
      (update) => update.at >= oldest && (offset === undefined || update.update_id >= offset),
    );
    return this.#waiting
      .filter((update) => wanted.some((kind) => update[kind] !== undefined))
      .slice(0, limit)
      .map(({ at, ...update }) => update);
  }

  pending(): number {
    return this.#waiting.length;
  }

  /** Privacy mode, as Telegram documents it: commands, mentions of the bot and answers to it. */
  #shows(message: Message): boolean {
    if (message.chat.type === 'private' || this.options.administrator || this.options.readsAll) return true;
    const text = `${message.text ?? ''}${message.caption ?? ''}`;
    const named = text.toLowerCase().includes(`@${this.bot.username}`);
    return named || text.startsWith('/') || message.reply_to_message?.from?.id === this.bot.id;
  }
}

/** The native id of a message, as the adapter gives it. */
export function idOf({ chat, message_id: number }: Pick<Message, 'chat' | 'message_id'>): string {
  return `${chat.id}/${number}`;
}
