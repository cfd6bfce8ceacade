import { type Place, valuedNames } from './tree.js';

/** A bash completion script: `eval "$(earshot completion bash)"`; bash 3.2 and later. */
export function bashScript(name: string, places: readonly Place[]): string {
  const steps = places.flatMap(({ path, commands }) =>
    commands.map((command) => `      "${path} ${command.name}") at="${path} ${command.name}" ;;`),
  );
  return `# bash completion for ${name}. To use it: eval "$(${name} completion bash)"
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev="" at="${name}" value="" words="" word i
  COMPREPLY=()
  ((COMP_CWORD > 0)) && prev=\${COMP_WORDS[COMP_CWORD - 1]}
  # Bash splits --option=value into three words.
  if [[ $cur == "=" ]]; then
    cur=""
  elif [[ $prev == "=" ]] && ((COMP_CWORD > 1)); then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $value || $word == "=" ]]; then
      value=""
      continue
    fi
    case $word in
      ${patterns(valuedNames(places))}) value=1; continue ;;
    esac
    case "$at $word" in
${steps.join('\n')}
    esac
  done
  case "$at $prev" in
${places.flatMap(valueCases).join('\n')}
  esac
  case $at in
${places.map(placeCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _${name} ${name}
`;
}

function patterns(names: readonly string[]): string {
  return names.length === 0 ? '""' : names.join(' | ');
}

/** After an option with a value: its choices, or nothing, which lets bash offer files. */
function valueCases({ path, options }: Place): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map(({ names, choices }) => {
      const where = names.map((name) => `"${path} ${name}"`).join(' | ');
      const offer =
        choices.length === 0 ? '' : `COMPREPLY=($(compgen -W "${choices.join(' ')}" -- "$cur")); `;
      return `    ${where}) ${offer}return ;;`;
    });
}

function placeCase({ path, commands, options, choices }: Place): string {
  const arguments_ = [...commands.map(({ name }) => name), ...choices];
  const names = options.flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
  return `    "${path}") if [[ $cur == -* ]]; then words="${names.join(' ')}"; else words="${arguments_.join(' ')}"; fi ;;`;
}
