/**
 * The command that connects an account once more, in place of itself: what a person types whose credentials are
 * accepted no longer.
 *
 * @param network its id
 * @param id the account's own name
 * @param options what its network cannot tell and would be asked for again, by the option's name; null is left out
 */
export function connectAgain(
  network: string,
  id: string,
  options: Readonly<Record<string, string | null>> = {},
): string {
  const given = Object.entries(options).flatMap(([name, value]) => (value ? [`--${name} ${value}`] : []));
  return ['earshot account add', network, ...given, `--id ${id}`].join(' ');
}
