import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPlan } from '../../src/cli/commands/bulk-file.js';
import type { Context } from '../../src/cli/context.js';
import { readCredentials } from '../../src/config/credentials-file.js';
import { parseJsonText } from '../../src/config/json-text.js';
import { validateConfig } from '../../src/config/validate.js';
import { blockOf, withBlock, withoutBlock } from '../../src/core/crontab.js';
import { parseDuration, parseWhen } from '../../src/core/duration.js';
import { PLAN_VERSION, type PlanRow, planHash } from '../../src/core/plan.js';
import { htmlToText } from '../../src/http/html-text.js';
import { safeText } from '../../src/output/sanitise.js';
import { importPosts } from '../../src/sandbox/import-posts.js';
import { readScenario } from '../../src/sandbox/scenario.js';
import { CAFE } from '../../src/sandbox/scenarios/cafe.js';
import { loadScorer } from '../../src/sentiment/index.js';
import { bulkFormat, readBulk } from '../../src/services/bulk-input.js';
import { readScoreLine } from '../../src/services/score.js';
import { readDocument } from '../../src/templates/document.js';
import { createTemplateEngine } from '../../src/templates/engine.js';
import { TEXTS } from '../hostile/corpus.js';
import { mutateText } from './mutate.js';
import type { Target } from './target.js';

const NOW = Date.UTC(2026, 10, 22);
const BULK_CSV = [
  'mention,text,private,again,name\n481,"Thank you, Mina ""M"" K",no,,Mina\n482,"two\nlines",yes,yes,Ben\n',
  'mention;template\n481;thanks\n482;hours\n',
  '\ufeffmention\ttext\r\n481\tThanks\r\n',
];
const BULK_JSONL = [
  '{"mention":481,"text":"Thank you","private":true}\n{"mention":"https://x.com/a/status/1","template":"thanks","name":"Mina"}\n',
];
const SCORE_LINES = ['{"id":7,"text":"The coffee was wonderful ☕","n":1.0}', '{"text":"کافه خیلی خوب بود"}'];
const POSTS_CSV = [
  'id,author,text,createdAt,private,likes\n1,ann,"hello, you",2026-11-20T10:00:00Z,,3\n2,ben,x,2026-11-20T11:00:00Z,yes,\n',
];
const CRONTAB = [
  '# mine\nMAILTO=me\n0 7 * * * backup\n# earshot, begin: /a/b.json\n* * * * * x\n# earshot, end: /a/b.json\n',
];
const HTML = [
  '<p>Hello <a href="https://nar.example/a?b=1&amp;c">nar</a><br>two <b>bold</b> &lt;3 &#x1f600;</p><p>&nbsp;</p>',
];
const WHEN = ['7d', '1h30m', '2026-11-22T09:00', 'tomorrow', 'monday', 'last', '90s'];
const DOCUMENTS = [
  'Thanks!\n\n--- fa\nممنون\n\n--- en mastodon\nThank you {{ customer.first_name | default: "x" }}\n',
];
const TEMPLATES = [
  'Hello {{ customer.first_name | default: "there" }}{% if customer.answered > 0 %} again{% endif %}, {{ mention.text | truncate: 20 }}',
  '{% for i in (1..9) %}{{ i | times: 2 }}{% endfor %}{% case x %}{% when 1 %}a{% else %}b{% endcase %}',
];

/** Readers of text that need nothing but the text; files are written into a folder first. */
export function textTargets(dir: string): Target[] {
  const example = readFileSync('config.example.json', 'utf8');
  const scorer = loadScorer();
  const templates = createTemplateEngine();
  const credentials = join(dir, 'credentials.json');
  const plan = planSeed();
  const context = { cwd: dir } as Context;
  const scenario = JSON.stringify(CAFE);
  return [
    {
      name: 'configuration',
      weight: 14,
      try: (random) => validateConfig(parseJsonText(mutateText(random, [example]), 'c.json'), 'c.json'),
    },
    {
      name: 'credentials',
      weight: 4,
      try(random) {
        const seed = '{"nar":{"apiKey":"abcdef","accessToken":"ghijkl"},"mail":{"password":"x"}}';
        writeFileSync(credentials, mutateText(random, [seed]), { mode: 0o600 });
        return readCredentials(credentials);
      },
    },
    {
      name: 'bulk file, CSV',
      weight: 12,
      try: (random) => readBulk(mutateText(random, BULK_CSV), 'csv'),
    },
    {
      name: 'bulk file, JSON lines',
      weight: 8,
      try(random) {
        const text = mutateText(random, BULK_JSONL);
        return readBulk(text, bulkFormat('', text));
      },
    },
    {
      name: 'plan file',
      weight: 4,
      async try(random) {
        writeFileSync(join(dir, 'x.plan.json'), mutateText(random, [plan]));
        return readPlan(context, 'x.plan.json');
      },
    },
    {
      name: 'lines to score',
      weight: 8,
      try: (random) => scorer.score(readScoreLine(mutateText(random, SCORE_LINES), 1).text),
    },
    {
      name: 'text to score',
      weight: 6,
      try(random) {
        const text = mutateText(random, TEXTS);
        scorer.explain(text);
        return scorer.score(text, {
          kind: 'mention',
          private: false,
          networkLanguage: text.slice(0, 9),
          ownHandles: [text.slice(0, 5)],
        });
      },
    },
    {
      name: 'posts to import',
      weight: 4,
      try: (random) => importPosts(mutateText(random, POSTS_CSV), 'nar'),
    },
    { name: 'scenario', weight: 1, try: (random) => readScenario(mutateText(random, [scenario]), NOW) },
    {
      name: 'template',
      weight: 4,
      try(random) {
        for (const { text } of readDocument(mutateText(random, [...DOCUMENTS, ...TEMPLATES]), [
          'x',
          'mastodon',
        ])) {
          templates.compile(text).render({
            customer: { first_name: 'Mina', answered: 1 },
            mention: { text: random.pick(TEXTS) },
          } as never);
        }
      },
    },
    {
      name: 'crontab',
      weight: 2,
      try(random) {
        const text = mutateText(random, CRONTAB);
        const ours = withBlock(text, '/a/b.json', ['* * * * * y']);
        if (blockOf(ours, '/a/b.json')?.join() !== '* * * * * y')
          throw new Error('the block does not come back');
        return withoutBlock(ours, '/a/b.json');
      },
    },
    { name: 'HTML of a message', weight: 5, try: (random) => safeText(htmlToText(mutateText(random, HTML))) },
    {
      name: 'times and spans',
      weight: 3,
      try(random) {
        const text = mutateText(random, WHEN);
        parseWhen(text, NOW, 'Asia/Tehran');
        return parseDuration(text);
      },
    },
  ];
}

function planSeed(): string {
  const rows: PlanRow[] = [
    {
      row: 1,
      line: 2,
      mentionId: 481,
      network: 'x',
      account: 'nar',
      nativeId: '1',
      versionId: '1',
      editedAt: null,
      to: 'mina',
      private: false,
      again: false,
      text: 'Thanks',
      template: null,
      costMicros: 5_000,
    },
  ];
  return JSON.stringify({
    format: 'earshot-plan',
    version: PLAN_VERSION,
    createdAt: '2026-11-22T10:00:00.000Z',
    createdBy: 'o@h',
    perMinute: 10,
    hash: planHash(rows),
    warnings: [],
    rows,
    refused: [],
  });
}
