import { type Endpoint, endpoint } from '../server.js';
import { refused } from './posting.js';
import { DOMAIN, type World } from './world.js';

/** What a server says of itself, in both versions of the API. */
export function instance(world: World): Endpoint[] {
  const { kind } = world;
  const limits = () => ({
    max_characters: kind.maxCharacters,
    max_media_attachments: 4,
    characters_reserved_per_url: 23,
  });
  return [
    endpoint({
      method: 'GET',
      path: '/api/v2/instance',
      name: 'instance',
      open: true,
      handle: () => {
        if (!kind.instanceV2) throw refused(404, 'Not Found');
        return {
          json: {
            domain: DOMAIN,
            title: 'Mastodon',
            version: kind.version,
            source_url: kind.sourceUrl,
            configuration: { statuses: limits() },
            ...(kind.apiVersion === null ? {} : { api_versions: { mastodon: kind.apiVersion } }),
          },
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/instance',
      name: 'instance v1',
      open: true,
      handle: () => ({
        json: {
          uri: `https://${DOMAIN}`,
          title: 'x',
          version: kind.version,
          max_toot_chars: kind.maxCharacters,
        },
      }),
    }),
  ];
}
