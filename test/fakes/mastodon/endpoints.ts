import * as z from 'zod';
import { type Endpoint, endpoint, type FakeAnswer, listOf } from '../server.js';
import { instance } from './instance.js';
import { bounds, linksOf, pageOf } from './paging.js';
import { newStatusSchema, postOurs, refused } from './posting.js';
import { normalTag, tagsIn, toAccount, toNotification, toStatus } from './present.js';
import type { Status, World } from './world.js';

const STATUSES = 40;
const NOTIFICATIONS = 80;
/** The most ids one lookup takes. */
const LOOKUP = 20;

/** The part of the API that earshot uses, for our account. */
export function endpointsOf(world: World, pageSize: number): Endpoint[] {
  const need = (scope: string) => {
    const wide = scope.replace(/:.*/, '');
    if (!world.scopes.includes(scope) && !world.scopes.includes(wide))
      throw refused(403, 'This action is outside the authorized scopes');
  };
  const statusOf = (id: string | undefined): Status => {
    const status = world.statuses.get(id ?? '');
    if (!status) throw refused(404, 'Record not found');
    return status;
  };
  const json = (status: Status): FakeAnswer => ({ json: toStatus(world, status) });
  const all = () => [...world.statuses.values()];

  return [
    ...instance(world),
    endpoint({
      method: 'GET',
      path: '/api/v1/accounts/verify_credentials',
      name: 'verify',
      handle: () => {
        need('read:accounts');
        return { json: { ...toAccount(world, world.us), source: { privacy: 'public' } } };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/apps/verify_credentials',
      name: 'app',
      handle: () => ({ json: { name: 'earshot', website: null, scopes: world.scopes } }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/v2/notifications/policy',
      name: 'policy',
      handle: () => ({
        json: {
          for_not_following: 'accept',
          for_not_followers: 'accept',
          for_new_accounts: 'accept',
          for_private_mentions: 'filter',
          for_limited_accounts: 'filter',
          ...world.policy,
        },
      }),
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/notifications',
      name: 'notifications',
      fault: 'read',
      query: z.strictObject({
        ...bounds(NOTIFICATIONS),
        'types[]': listOf(z.string()),
        include_filtered: z.literal('true').optional(),
      }),
      handle: (request) => {
        need('read:notifications');
        const types = request.query['types[]'];
        const listed = world.notifications.filter(({ type }) => types.includes(type));
        const page = pageOf(listed, request.query, Math.min(pageSize, NOTIFICATIONS));
        return {
          json: page.map((one) => toNotification(world, one)),
          headers: linksOf(request, page),
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: `/api/v1/accounts/${world.us.id}/statuses`,
      name: 'own statuses',
      query: z.strictObject({ ...bounds(STATUSES), exclude_reblogs: z.literal('true').optional() }),
      handle: (request) => {
        need('read:statuses');
        const ours = all().filter(({ account }) => account === world.us);
        const page = pageOf(ours, request.query, Math.min(pageSize, STATUSES));
        return { json: page.map((one) => toStatus(world, one)), headers: linksOf(request, page) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/timelines/tag/:tag',
      name: 'tag',
      query: z.strictObject(bounds(STATUSES)),
      handle: (request) => {
        need('read:statuses');
        const tagged = all().filter(
          ({ visibility, text }) =>
            visibility === 'public' && tagsIn(text).includes(normalTag(request.params.tag ?? '')),
        );
        const page = pageOf(tagged, request.query, Math.min(pageSize, STATUSES));
        return { json: page.map((one) => toStatus(world, one)), headers: linksOf(request, page) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v2/search',
      name: 'search',
      fault: 'read',
      query: z.strictObject({
        q: z.string().min(1),
        type: z.literal('statuses'),
        max_id: bounds(STATUSES).max_id,
        min_id: bounds(STATUSES).min_id,
        limit: bounds(STATUSES).limit,
        offset: z.coerce.number().int().min(0).optional(),
      }),
      handle: ({ query: { q, min_id, max_id, limit, offset = 0 } }) => {
        need('read:search');
        const found = world.kind.fullText ? all().filter((status) => matches(world, status, q)) : [];
        const within = found.filter(
          ({ createdAt }) =>
            createdAt > secondOf(min_id, 0) && createdAt < secondOf(max_id, Number.POSITIVE_INFINITY),
        );
        const size = Math.min(limit ?? STATUSES, pageSize);
        const page = pageOf(within, {}, within.length).slice(offset, offset + size);
        return { json: { accounts: [], hashtags: [], statuses: page.map((one) => toStatus(world, one)) } };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/statuses',
      name: 'lookup',
      query: z.strictObject({ 'id[]': listOf(z.string()) }),
      handle: ({ query }) => {
        if (!world.kind.instanceV2) throw refused(404, 'Record not found');
        if (query['id[]'].length > LOOKUP) throw refused(422, 'Validation failed: too many ids');
        return {
          json: query['id[]']
            .flatMap((id) => world.statuses.get(id) ?? [])
            .map((one) => toStatus(world, one)),
        };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/statuses/:id',
      name: 'status',
      handle: ({ params }) => json(statusOf(params.id)),
    }),
    endpoint({
      method: 'GET',
      path: '/api/v1/statuses/:id/context',
      name: 'context',
      handle: ({ params }) => {
        const ancestors: Status[] = [];
        for (
          let at = statusOf(params.id).inReplyTo;
          at !== null;
          at = world.statuses.get(at)?.inReplyTo ?? null
        ) {
          const ancestor = world.statuses.get(at);
          if (ancestor) ancestors.unshift(ancestor);
        }
        return { json: { ancestors: ancestors.map((one) => toStatus(world, one)), descendants: [] } };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/api/v1/statuses',
      name: 'post',
      fault: 'write',
      accepts: ['json', 'form'],
      body: newStatusSchema,
      handle: ({ body, headers }) => {
        need('write:statuses');
        return json(postOurs(world, body, headers['idempotency-key']?.toString()));
      },
    }),
    ...(['favourite', 'unfavourite'] as const).map((name) =>
      endpoint({
        method: 'POST',
        path: `/api/v1/statuses/:id/${name}`,
        name,
        handle: ({ params }) => {
          need('write:favourites');
          const status = statusOf(params.id);
          if (name === 'favourite') world.favourites.add(status.id);
          else world.favourites.delete(status.id);
          return json(status);
        },
      }),
    ),
    endpoint({
      method: 'DELETE',
      path: '/api/v1/statuses/:id',
      name: 'delete',
      handle: ({ params }) => {
        need('write:statuses');
        const status = statusOf(params.id);
        if (status.account !== world.us) throw refused(404, 'Record not found');
        world.remove(status.id);
        return { json: { ...toStatus(world, status), text: status.text } };
      },
    }),
  ];
}

/** Search makes `after:` and `before:` a second of an id: of the time in it (StatusesSearchService of 4.2 and later). */
function secondOf(id: string | undefined, otherwise: number): number {
  return id === undefined ? otherwise : Math.floor(Number(BigInt(id) >> 16n) / 1_000) * 1_000;
}

/** Every word of a query, in public posts and in what concerns us. */
function matches(world: World, status: Status, query: string): boolean {
  if (query === 'from:me') return status.account === world.us;
  const concernsUs = status.account === world.us || status.mentions.includes(world.us);
  if (status.visibility !== 'public' && !concernsUs) return false;
  const text = status.text.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
