import type { DeliveryDocument } from '../core/delivery.js';
import { bytes, cutLines, units } from './cut.js';

// What chat services take. Texts hold words of strangers: nothing in them may ring a whole channel or become a link.

/** Slack cuts longer texts (docs.slack.dev, chat.postMessage). */
const SLACK_LIMIT = 39_000;
/** discord.com/developers/docs/resources/message: a title and a description of an embed. */
const DISCORD_TITLE = 256;
const DISCORD_LIMIT = 4_096;
/** A card may have 28 KB all told (learn.microsoft.com, Teams limits). */
const TEAMS_LIMIT = 20_000;

/** Slack's incoming webhook: fixed width, and `<!channel>` and its like taken as text. */
export function slackMessage({ subject, text }: DeliveryDocument): object {
  const escaped = (raw: string) =>
    raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const body = cutLines(unfenced(text), SLACK_LIMIT, (part) => units(escaped(part)));
  return {
    text: `*${escaped(subject).replaceAll('*', '∗')}*\n\`\`\`\n${escaped(body)}\n\`\`\``,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** Discord's webhook: an embed, nobody mentioned. */
export function discordMessage({ subject, text }: DeliveryDocument): object {
  const fence = '```\n\n```';
  const body = cutLines(unfenced(text), DISCORD_LIMIT - fence.length, units);
  return {
    embeds: [{ title: subject.slice(0, DISCORD_TITLE), description: `\`\`\`\n${body}\n\`\`\`` }],
    allowed_mentions: { parse: [] },
  };
}

/** A Teams workflow: an Adaptive Card of text runs, which know no markup. */
export function teamsMessage({ subject, text }: DeliveryDocument): object {
  const lines = cutLines(text, TEAMS_LIMIT, bytes).split('\n');
  const run = (line: string, more: object) => ({
    type: 'RichTextBlock',
    spacing: 'None',
    inlines: [{ type: 'TextRun', text: line === '' ? ' ' : line, ...more }],
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            run(subject, { weight: 'Bolder', size: 'Medium' }),
            ...lines.map((line) => run(line, { fontType: 'Monospace' })),
          ],
        },
      },
    ],
  };
}

/** Three backticks would end the block of fixed width. */
function unfenced(text: string): string {
  return text.replaceAll('```', "'''");
}
