import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../src/sandbox/endpoints/index.js';
import * as fields from '../../../src/sandbox/fields.js';
import { CAFE, resolveScenario } from '../../../src/sandbox/index.js';
import { type Body, call, openSandbox, signIn } from './helpers.js';

const DESCRIPTION = new URL('../../../../shared/data/x-openapi.json', import.meta.url);
const present = existsSync(DESCRIPTION);
if (!present) console.warn("Skipped: X's OpenAPI description is not there (../shared/data/x-openapi.json).");

/** The description as far as this test reads it. */
const openapi: Body = present ? JSON.parse(readFileSync(DESCRIPTION, 'utf8')) : { paths: {}, components: {} };

function operation(method: string, path: string): Body {
  return openapi.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

function parametersOf(method: string, path: string): Body[] {
  return (operation(method, path)?.parameters ?? []).map((parameter: Body) =>
    parameter.$ref ? openapi.components.parameters[parameter.$ref.split('/').at(-1)] : parameter,
  );
}

describe.skipIf(!present)("X's OpenAPI description", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, discriminator: false });
  if (present) ajv.addSchema(openapi, 'x');

  it.each(ENDPOINTS.map((endpoint) => [endpoint.method, endpoint.path, endpoint] as const))(
    'has %s %s, with the same parameters and scopes',
    (method, path, endpoint) => {
      const described = operation(method, path);
      expect(described).toBeDefined();
      const names = parametersOf(method, path)
        .filter((one) => one.in === 'query')
        .map((one) => one.name);
      expect([...endpoint.parameters].sort()).toEqual(names.sort());
      const security: Body[] = described.security;
      const scopes: string[] = security.find((one) => one.OAuth2UserToken)?.OAuth2UserToken ?? [];
      expect([...endpoint.scopes].sort()).toEqual([...scopes].sort());
      expect(endpoint.appOnly).toBe(security.some((one) => one.BearerToken));
    },
  );

  it('has the same values of fields and expansions', () => {
    const enumOf = (name: string) => openapi.components.parameters[name].schema.items.enum.toSorted();
    expect(fields.TWEET_FIELDS.toSorted()).toEqual(enumOf('TweetFieldsParameter'));
    expect(fields.USER_FIELDS.toSorted()).toEqual(enumOf('UserFieldsParameter'));
    expect(fields.MEDIA_FIELDS.toSorted()).toEqual(enumOf('MediaFieldsParameter'));
    expect(fields.POLL_FIELDS.toSorted()).toEqual(enumOf('PollFieldsParameter'));
    expect(fields.PLACE_FIELDS.toSorted()).toEqual(enumOf('PlaceFieldsParameter'));
    expect(fields.DM_FIELDS.toSorted()).toEqual(enumOf('DmEventFieldsParameter'));
    expect(fields.TWEET_EXPANSIONS.toSorted()).toEqual(enumOf('TweetExpansionsParameter'));
    expect(fields.USER_EXPANSIONS.toSorted()).toEqual(enumOf('UserExpansionsParameter'));
    expect(fields.DM_EXPANSIONS.toSorted()).toEqual(enumOf('DmEventExpansionsParameter'));
  });

  it('has the same ranges', async () => {
    const sandbox = await openSandbox();
    const { access_token } = await signIn(sandbox);
    for (const endpoint of ENDPOINTS) {
      const described = parametersOf(endpoint.method, endpoint.path).find(
        (one) => one.name === 'max_results',
      );
      if (!described) continue;
      const path = endpoint.path.replace(':id', sandbox.account.nativeId).replace(':participant_id', '12345');
      const status = async (size: number) =>
        (
          await call(
            sandbox,
            access_token,
            'GET',
            `${path}?query=tea&max_results=${size}`.replace(
              endpoint.parameters.includes('query') ? '' : 'query=tea&',
              '',
            ),
          )
        ).status;
      const { minimum, maximum } = described.schema;
      expect(await Promise.all([minimum - 1, minimum, maximum, maximum + 1].map(status))).toEqual([
        400, 200, 200, 400,
      ]);
    }
  });

  it('describes every answer, down to each field', async () => {
    const now = Date.now();
    const sandbox = await openSandbox({ ...resolveScenario(CAFE, now), limits: false });
    const { access_token } = await signIn(sandbox);
    const me = sandbox.account.nativeId;
    const all = {
      'tweet.fields': fields.TWEET_FIELDS.join(','),
      'user.fields': fields.USER_FIELDS.join(','),
      expansions: fields.TWEET_EXPANSIONS.join(','),
    };
    const tweets = new URLSearchParams(all).toString();
    const users = new URLSearchParams({ 'user.fields': all['user.fields'] }).toString();
    const dms = new URLSearchParams({
      'dm_event.fields': fields.DM_FIELDS.join(','),
      'user.fields': all['user.fields'],
      expansions: fields.DM_EXPANSIONS.join(','),
    }).toString();
    const checked = new Set<string>();
    const check = async (template: string, method: string, path: string, body?: unknown): Promise<Body> => {
      const answer = await call(sandbox, access_token, method, path, body);
      const described = operation(method, template).responses[answer.status];
      expect(described, `${method} ${path}: ${answer.status}`).toBeDefined();
      const ref = described.content['application/json'].schema.$ref;
      const validate = ajv.compile({ $ref: `x${ref}` });
      expect(validate(answer.body), `${method} ${path}: ${ajv.errorsText(validate.errors)}`).toBe(true);
      checked.add(`${method} ${template}`);
      return answer.body;
    };
    const known = (items: Body[] | undefined, schema: string) => {
      const names = Object.keys(openapi.components.schemas[schema].properties);
      for (const item of items ?? []) expect(names).toEqual(expect.arrayContaining(Object.keys(item)));
      return items ?? [];
    };

    known([(await check('/2/users/me', 'GET', `/2/users/me?${users}`)).data], 'User');
    await check('/2/users/by', 'GET', '/2/users/by?usernames=mina_k,nobody_here');
    const mina = await check('/2/users/by/username/:username', 'GET', `/2/users/by/username/mina_k?${users}`);
    await check('/2/users/by/username/:username', 'GET', '/2/users/by/username/nobody_here');
    await check('/2/users/:id', 'GET', `/2/users/${mina.data.id}`);
    const mentions = await check(
      '/2/users/:id/mentions',
      'GET',
      `/2/users/${me}/mentions?max_results=50&${tweets}`,
    );
    const posts = known(mentions.data, 'Tweet');
    expect(known(mentions.includes.users, 'User').length).toBeGreaterThan(5);
    expect(known(mentions.includes.tweets, 'Tweet').length).toBeGreaterThan(5);
    await check(
      '/2/users/:id/mentions',
      'GET',
      `/2/users/${me}/mentions?since_id=${mentions.meta.newest_id}`,
    );
    known((await check('/2/users/:id/tweets', 'GET', `/2/users/${me}/tweets?${tweets}`)).data, 'Tweet');
    const query = encodeURIComponent('"Moka Lane" OR (cake -is:reply)');
    const found = await check(
      '/2/tweets/search/recent',
      'GET',
      `/2/tweets/search/recent?query=${query}&${tweets}`,
    );
    expect(known(found.data, 'Tweet').length).toBeGreaterThan(2);
    await check('/2/tweets', 'GET', `/2/tweets?ids=${posts[0].id},1&${tweets}`);
    await check('/2/tweets/:id', 'GET', `/2/tweets/${posts[0].id}`);
    await check('/2/tweets/:id', 'GET', '/2/tweets/1');
    const reply = { text: 'We are looking into it', reply: { in_reply_to_tweet_id: posts[0].id } };
    const sent = await check('/2/tweets', 'POST', '/2/tweets', reply);
    await check('/2/tweets/:id', 'DELETE', `/2/tweets/${sent.data.id}`);
    const hidden = found.data.find((post: Body) => post.text.startsWith('Had a slice'));
    const answerToUs = hidden ?? posts.find((post: Body) => post.text.includes('Anar! '));
    await check('/2/tweets/:tweet_id/hidden', 'PUT', `/2/tweets/${answerToUs.id}/hidden`, { hidden: true });
    known((await check('/2/dm_events', 'GET', `/2/dm_events?${dms}`)).data, 'DmEvent');
    const leila = await check('/2/users/by/username/:username', 'GET', '/2/users/by/username/leila_z');
    const with_ = `/2/dm_conversations/with/${leila.data.id}`;
    await check('/2/dm_conversations/with/:participant_id/dm_events', 'GET', `${with_}/dm_events`);
    await check('/2/dm_conversations/with/:participant_id/messages', 'POST', `${with_}/messages`, {
      text: 'Hello',
    });
    const likes = 'POST /2/users/:id/likes';
    const served = ENDPOINTS.map((endpoint) => `${endpoint.method} ${endpoint.path}`).filter(
      (name) => name !== likes,
    );
    expect([...checked].sort()).toEqual(served.sort());
  });

  it('describes every refusal as a problem', async () => {
    const sandbox = await openSandbox();
    const { access_token } = await signIn(sandbox);
    const problem = ajv.compile({ $ref: 'x#/components/schemas/Problem' });
    for (const [method, path, body] of [
      ['GET', '/2/users/me?foo=bar'],
      ['GET', '/2/nothing'],
      ['POST', '/2/tweets', { text: 'x'.repeat(300) }],
      ['POST', `/2/users/${sandbox.account.nativeId}/likes`, { tweet_id: '1' }],
      ['DELETE', '/2/tweets/1'],
    ] as const) {
      const answer = await call(sandbox, access_token, method, path, body);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(problem(answer.body), JSON.stringify(answer.body)).toBe(true);
    }
    expect(problem((await call(sandbox, 'wrong', 'GET', '/2/users/me')).body)).toBe(true);
  });
});
