import { htmlToText } from '../../http/html-text.js';
import type { WireShown, WireStatus } from './schema.js';

/** What a person sees of a status, or of the one it boosts: content warning, text, poll, descriptions of the media. */
export function statusText({ reblog, ...status }: WireShown & Pick<WireStatus, 'reblog'>): string {
  if (reblog) return statusText(reblog);
  const parts = [
    status.spoiler_text ?? '',
    htmlToText(status.content),
    ...(status.poll?.options ?? []).map(({ title }) => `- ${title}`),
    ...(status.media_attachments ?? []).flatMap(({ type, description }) =>
      description ? [`[${type}: ${description}]`] : [],
    ),
  ].filter((part) => part.trim() !== '');
  if (parts.length > 0) return parts.join('\n\n').replace(/\n\n(?=- )/g, '\n');
  return (status.media_attachments ?? []).map(({ type }) => `[${type}]`).join(' ');
}
