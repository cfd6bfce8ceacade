import type { CommanderError } from 'commander';
import { EarshotError } from '../core/errors.js';

const OPTION = /^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s;
const ARGUMENT = /^command-argument value '(.*)' is invalid for argument '([^']+)'\. (.*)$/s;
const CHOICES = /(?:Allowed choices are|is not one of) (.*)\.$/s;
const SUGGESTION = /\n\((Did you mean .*\?)\)$/s;

/**
 * A command line that commander refused, told as earshot tells every error: what was wrong, and what to do next.
 *
 * @param path the command as it is typed: `earshot template add`
 */
export function complaintOf({ message }: CommanderError, path: string): EarshotError {
  const suggestion = SUGGESTION.exec(message)?.[1];
  const said = message.replace(/^error: /, '').replace(SUGGESTION, '');
  const help = `See \`${path} --help\`.`;
  const [, flag, given, why] = OPTION.exec(said) ?? [];
  const [, value, argument, reason] = ARGUMENT.exec(said) ?? [];
  const refused = (what: string, text: string, because: string) => {
    const choices = CHOICES.exec(because)?.[1];
    return usage(
      `${what} cannot be '${text}'.`,
      choices === undefined ? because : `Write one of ${choices}.`,
    );
  };
  if (flag !== undefined && given !== undefined) return refused(flag, given, why ?? help);
  if (argument !== undefined && value !== undefined) return refused(`<${argument}>`, value, reason ?? help);
  const sentence = said.charAt(0).toUpperCase() + said.slice(1).replace(/\.$/, '');
  return usage(`${sentence}.`, suggestion === undefined ? help : `${suggestion} ${help}`);
}

function usage(message: string, hint: string): EarshotError {
  return new EarshotError(message, { code: 'usage', kind: 'usage', hint });
}
