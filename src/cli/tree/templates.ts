import type { TreeNode } from '../program.js';

export const templateCommands: readonly TreeNode[] = [
  {
    group: 'template',
    summary: 'Saved replies',
    commands: [
      {
        usage: 'add <name> [text...]',
        summary: 'Save a reply, or a further wording of one',
        description:
          'Wordings in the same language take turns, so that no two neighbours get the same words. Without text it ' +
          'is read from standard input, or written in your editor.',
        options: [
          { flags: '--lang <code>', what: 'the language of this wording (default: any)' },
          { flags: '--network <id>', what: 'only for this network (default: any)' },
        ],
        examples: [
          [
            'earshot template add thanks "Thank you, {{ customer.first_name | default: \'friend\' }}!"',
            'in any language',
          ],
          ['earshot template add thanks --lang fa "ممنون از شما!"', 'and in Persian'],
        ],
        load: () => import('../commands/template-add.js'),
      },
      {
        usage: 'list',
        summary: 'List saved replies and their wordings',
        examples: [['earshot template list --json', 'with every wording']],
        load: () => import('../commands/template-list.js'),
      },
      {
        usage: 'edit <name>',
        summary: 'Edit all wordings of a saved reply in your editor',
        description:
          "Each wording stands under a line such as '--- fa' or '--- en mastodon'. In a script the whole text is read " +
          'from standard input. Nothing is saved unless all of it can be read.',
        examples: [['earshot template edit thanks', 'opens $EDITOR']],
        load: () => import('../commands/template-edit.js'),
      },
      {
        usage: 'preview <name>',
        summary: 'Show what a saved reply would say to somebody',
        options: [
          { flags: '--mention <id>', what: 'fill it in for this mention (default: the most urgent one)' },
          { flags: '--set <name=value>', what: 'a further value', repeat: true },
        ],
        examples: [['earshot template preview thanks --mention 481', 'as Mina would read it']],
        load: () => import('../commands/template-preview.js'),
      },
      {
        usage: 'remove <name>',
        summary: 'Remove a saved reply; what was sent with it stays',
        options: [{ flags: '-y, --yes', what: 'do not ask' }],
        examples: [['earshot template remove thanks', 'asks first']],
        load: () => import('../commands/template-remove.js'),
      },
    ],
  },
];
