import { type OptionFacts, type Place, valuedNames } from './tree.js';

/** A fish completion script: `earshot completion fish > ~/.config/fish/completions/earshot.fish`. */
export function fishScript(name: string, places: readonly Place[]): string {
  const steps = places.flatMap(({ path, commands }) =>
    commands.map((command) => quote(`${path} ${command.name}`)),
  );
  return `# fish completion for ${name}. To use it: ${name} completion fish | source
function __${name}_at
    set -l at ${name}
    set -l value
    for word in (commandline -opc)[2..-1]
        if test -n "$value"
            set value
            continue
        end
        switch $word
            case ${valuedNames(places).join(' ') || "''"}
                set value 1
                continue
        end
        switch "$at $word"
            case ${steps.join(' ')}
                set at "$at $word"
        end
    end
    test "$at" = "$argv[1]"
end
complete -c ${name} -f
${places.flatMap((place) => placeLines(name, place)).join('\n')}
`;
}

function placeLines(name: string, { path, commands, options, choices }: Place): string[] {
  const here = `complete -c ${name} -n ${quote(`__${name}_at ${quote(path)}`)}`;
  return [
    ...commands.map((command) => `${here} -a ${quote(command.name)} -d ${quote(command.description)}`),
    ...(choices.length === 0 ? [] : [`${here} -a ${quote(choices.join(' '))}`]),
    ...options.map((option) => `${here} ${optionWords(option)} -d ${quote(option.description)}`),
  ];
}

function optionWords({ names, takesValue, choices, file }: OptionFacts): string {
  const spelled = names
    .map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
    .join(' ');
  if (!takesValue) return spelled;
  if (choices.length > 0) return `${spelled} -x -a ${quote(choices.join(' '))}`;
  return file ? `${spelled} -r -F` : `${spelled} -x`;
}

/** A word that fish takes as it is: within single quotes only the quote and the backslash mean something. */
function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
