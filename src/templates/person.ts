/** Words before a name that are no part of it. */
const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'prof',
  'آقای',
  'خانم',
  'دکتر',
  'anh',
  'chị',
  'bạn',
]);
/** The commonest Vietnamese family names, which stand first; a person is called by the last word. */
const FAMILY_FIRST = new Set(
  [
    'nguyễn',
    'trần',
    'lê',
    'phạm',
    'hoàng',
    'huỳnh',
    'phan',
    'vũ',
    'võ',
    'đặng',
    'bùi',
    'đỗ',
    'hồ',
    'ngô',
  ].concat(['dương', 'lý']),
);
/** Letters of any script, with what stands inside names; a single initial may end with a stop. */
const NAME = /^(?:[\p{L}\p{M}'’\u200c-]{2,30}|\p{L}\.?)$/u;
const SHOUTED = /^\p{Lu}{3,}$/u;
const DECORATION = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\u200d/gu;
const MOST_WORDS = 4;

/**
 * The name to call a person by, out of the name they show on a network. Only what is plainly a person's name gives
 * one: not handles, shops, slogans or initials.
 *
 * @param shown as the network has it, or null
 * @returns the first name, or null where it cannot be told
 */
export function firstNameOf(shown: string | null): string | null {
  if (shown === null) return null;
  const words = shown
    .normalize('NFC')
    .replace(DECORATION, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '' && !TITLES.has(word.toLowerCase().replace(/\.$/u, '')));
  if (words.length > MOST_WORDS || !words.every((word) => NAME.test(word) && !SHOUTED.test(word)))
    return null;
  const familyFirst = words.length > 1 && FAMILY_FIRST.has(words[0]?.toLowerCase() ?? '');
  const name = familyFirst ? words.at(-1) : words[0];
  return name !== undefined && [...name].length >= 2 && !name.endsWith('.') ? name : null;
}
