import { type OptionFacts, type Place, valuedNames } from './tree.js';

/** A zsh completion script: a file `_earshot` in a folder of $fpath, or `eval "$(earshot completion zsh)"`. */
export function zshScript(name: string, places: readonly Place[]): string {
  const steps = places.flatMap(({ path, commands }) =>
    commands.map(
      (command) => `      ${quote(`${path} ${command.name}`)}) at=${quote(`${path} ${command.name}`)} ;;`,
    ),
  );
  return `#compdef ${name}
# zsh completion for ${name}. To use it: eval "$(${name} completion zsh)"
_${name}() {
  local at=${name} value= word prev=\${words[CURRENT-1]} i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    if [[ -n $value ]]; then
      value=
      continue
    fi
    case $word in
      ${valuedNames(places).join('|') || "''"}) value=1; continue ;;
    esac
    case "$at $word" in
${steps.join('\n')}
    esac
  done
  if [[ -n $value ]]; then
    case "$at $prev" in
${places.flatMap(valueCases).join('\n')}
    esac
    return
  fi
  case $at in
${places.map(placeCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`;
}

function valueCases({ path, options }: Place): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map((option) => {
      const where = option.names.map((name) => quote(`${path} ${name}`)).join('|');
      return `      ${where}) ${offer(option)} ;;`;
    });
}

function offer({ choices, file }: OptionFacts): string {
  if (choices.length > 0) return `compadd -- ${choices.map(quote).join(' ')}`;
  return file ? '_files' : ':';
}

function placeCase({ path, commands, options, choices }: Place): string {
  const described = (name: string, description: string) =>
    quote(`${name.replaceAll(':', '\\:')}:${description}`);
  const words = [
    ...commands.map(({ name, description }) => described(name, description)),
    ...choices.map((choice) => described(choice, '')),
  ];
  const flags = options.flatMap(({ names, description }) =>
    names.map((name) => described(name, description)),
  );
  const list = (kind: string, items: readonly string[]) =>
    `offered=(${items.join(' ')}); _describe ${kind} offered`;
  const argument = words.length > 0 ? list('command', words) : '_files';
  return `    ${quote(path)}) if [[ $words[CURRENT] == -* ]]; then ${list('-o option', flags)}; else ${argument}; fi ;;`;
}

/** A word that zsh takes as it is, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
