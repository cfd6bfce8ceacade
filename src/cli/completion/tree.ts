import type { Command, Option } from 'commander';

/** One place in the command tree, as a completion script sees it. */
export interface Place {
  /** The words that lead there: `earshot`, `earshot account add`. */
  path: string;
  commands: { name: string; description: string }[];
  options: OptionFacts[];
  /** What its first argument may be, where that is a closed set. */
  choices: string[];
}

export interface OptionFacts {
  /** `-q` and `--quiet`, those that exist. */
  names: string[];
  description: string;
  takesValue: boolean;
  /** The values it may have; empty where any will do. */
  choices: string[];
  /** Whether its value names a file or a folder. */
  file: boolean;
}

const FILE_PLACEHOLDER = /[<[](?:file|dir|path|out|plan)/i;

/**
 * Every place of a command tree, the root first, with what can be typed there.
 *
 * @param program the whole tree; what its help hides is left out
 */
export function placesOf(program: Command): Place[] {
  const places: Place[] = [];
  visit(program, program.name(), []);
  return places;

  function visit(command: Command, path: string, inherited: OptionFacts[]): void {
    const help = command.createHelp();
    const own = help.visibleOptions(command).map(optionFacts);
    const commands = help.visibleCommands(command);
    const options = [...own, ...inherited.filter((option) => !own.some((one) => sameOption(one, option)))];
    places.push({
      path,
      options,
      commands: commands.map((child) => ({
        name: child.name(),
        description: help.subcommandDescription(child),
      })),
      choices: command.registeredArguments[0]?.argChoices ?? [],
    });
    for (const child of commands)
      if (child.name() !== 'help') visit(child, `${path} ${child.name()}`, options);
  }
}

function sameOption(one: OptionFacts, other: OptionFacts): boolean {
  return one.names.some((name) => other.names.includes(name));
}

function optionFacts(option: Option): OptionFacts {
  return {
    names: [option.short, option.long].filter((name) => name !== undefined),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
    file: FILE_PLACEHOLDER.test(option.flags),
  };
}

/** The names of every option, anywhere in the tree, that is followed by a value. */
export function valuedNames(places: readonly Place[]): string[] {
  const valued = places.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue));
  return [...new Set(valued.flatMap(({ names }) => names))].sort();
}
