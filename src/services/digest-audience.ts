import type { Digest, VoiceShare } from '../core/digest.js';
import { addUpBy, NO_MENTIONS, volumeOf } from '../core/tally.js';
import type { Desk } from './desk.js';

const MOST_AUTHORS = 5;
/** Mentions in the period from which an author without a large audience is worth knowing. */
const OFTEN = 5;

/** Who spoke: authors to know of, and how much brand and competitors were talked about. */
export async function audiencePart(
  desk: Desk,
  from: number,
  to: number,
): Promise<Pick<Digest, 'authors' | 'voice'>> {
  return {
    authors: await desk.store.statistics.notableAuthors(from, to, {
      reach: desk.settings.reach,
      often: OFTEN,
      limit: MOST_AUTHORS,
    }),
    voice: await voiceOf(desk, from, to),
  };
}

async function voiceOf({ settings, store, clock }: Desk, from: number, to: number): Promise<VoiceShare[]> {
  const voices = settings.watches.flatMap(({ name, kind }) => (kind === 'topic' ? [] : [{ name, kind }]));
  if (new Set(voices.map(({ kind }) => kind)).size < 2) return [];
  const byWatch = async (since: number, until: number) =>
    addUpBy(
      await store.statistics.tallies(['watch'], since, until, clock()),
      ({ keys: [watch = ''] }) => watch,
    );
  const now = await byWatch(from, to);
  const before = await byWatch(from - (to - from), from);
  const count = (volumes: typeof now, name: string) => volumes.get(name)?.mentions ?? 0;
  const share = (volumes: typeof now, name: string) => {
    const all = voices.reduce((sum, voice) => sum + count(volumes, voice.name), 0);
    return all === 0 ? null : count(volumes, name) / all;
  };
  return voices
    .map(({ name, kind }) => {
      return {
        watch: name,
        kind,
        volume: volumeOf(now.get(name) ?? NO_MENTIONS),
        share: share(now, name),
        previous: { mentions: count(before, name), share: share(before, name) },
      };
    })
    .sort((a, b) => b.volume.mentions - a.volume.mentions);
}
