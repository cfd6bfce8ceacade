import type { TreeNode } from '../program.js';

export const rulesCommands: readonly TreeNode[] = [
  {
    group: 'rules',
    summary: 'What happens to mentions by itself',
    commands: [
      {
        usage: 'test',
        summary: 'Show which stored mentions your rules fit; change nothing',
        options: [{ flags: '--since <when>', what: 'mentions from then on', default: '7d' }],
        examples: [['earshot rules test --since 30d', 'would they do what you meant?']],
        load: () => import('../commands/rules-test.js'),
      },
      {
        usage: 'apply',
        summary: 'Apply your rules to stored mentions, as they are applied to new ones',
        description: 'What you have marked or answered yourself is left alone.',
        options: [{ flags: '--since <when>', what: 'mentions from then on', default: '7d' }],
        examples: [['earshot rules apply', 'after changing them']],
        load: () => import('../commands/rules-apply.js'),
      },
    ],
  },
];
