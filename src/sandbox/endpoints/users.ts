import { TWEET_FIELDS, USER_EXPANSIONS, USER_FIELDS } from '../fields.js';
import { presentUser } from '../present.js';
import { notFound, plainProblem } from '../problems.js';
import { pathId, type Query } from '../query.js';
import { type Endpoint, ok } from '../stage.js';

const PARAMETERS = ['user.fields', 'expansions', 'tweet.fields'];
const HANDLE = /^[A-Za-z0-9_]{1,15}$/;
const READ = { scopes: ['tweet.read', 'users.read'], access: 'read' } as const;

/** Looking people up. */
export const USER_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/2/users/me',
    ...READ,
    appOnly: false,
    limits: { user: 75, app: null },
    parameters: PARAMETERS,
    handle: ({ stage, query }) => ok({ data: presentUser(stage.world.us, readFields(query)) }),
  },
  {
    method: 'GET',
    path: '/2/users/by',
    ...READ,
    appOnly: true,
    limits: { user: 900, app: 300 },
    parameters: ['usernames', ...PARAMETERS],
    handle: ({ stage, query }) => {
      const fields = readFields(query);
      const found = query.items('usernames', HANDLE).map((handle) => ({
        handle,
        profile: stage.world.people.byHandle(handle),
      }));
      const data = found.flatMap(({ profile }) => (profile ? [presentUser(profile, fields)] : []));
      const errors = found
        .filter(({ profile }) => !profile)
        .map(({ handle }) => notFound('user', 'usernames', handle));
      return ok({ ...(data.length > 0 ? { data } : {}), ...(errors.length > 0 ? { errors } : {}) });
    },
  },
  {
    method: 'GET',
    path: '/2/users/by/username/:username',
    ...READ,
    appOnly: true,
    limits: { user: 900, app: 300 },
    parameters: PARAMETERS,
    handle: ({ stage, query, path }) => {
      const fields = readFields(query);
      const handle = path.username ?? '';
      if (!HANDLE.test(handle))
        throw plainProblem(400, 'Invalid Request', `The username [${handle}] is not valid`);
      const profile = stage.world.people.byHandle(handle);
      return ok(
        profile ? { data: presentUser(profile, fields) } : { errors: [notFound('user', 'username', handle)] },
      );
    },
  },
  {
    method: 'GET',
    path: '/2/users/:id',
    ...READ,
    appOnly: true,
    limits: { user: 900, app: 300 },
    parameters: PARAMETERS,
    handle: ({ stage, query, path }) => {
      const fields = readFields(query);
      const id = pathId('id', path.id ?? '');
      const profile = stage.world.people.byId(id);
      return ok(profile ? { data: presentUser(profile, fields) } : { errors: [notFound('user', 'id', id)] });
    },
  },
];

function readFields(query: Query): Set<string> {
  query.list('expansions', USER_EXPANSIONS);
  query.list('tweet.fields', TWEET_FIELDS);
  return query.list('user.fields', USER_FIELDS);
}
