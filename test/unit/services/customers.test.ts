import { expect, it } from 'vitest';
import { openCustomer } from '../../../src/services/customers.js';
import { act, committer, inbound, prepared } from '../store/support.js';
import { deskWith } from './desk.js';

it('suggests somebody once for a customer who has several names already', async () => {
  const desk = deskWith({});
  const heard = [];
  for (const network of ['x', 'bluesky', 'mastodon']) {
    const { id } = await desk.store.accounts.ensure({ key: network, network, handle: 'cafe' });
    const mina = prepared(inbound('m', { author: { nativeId: 'mina', handle: 'mina' } }));
    await committer(desk.store, id)({ network, mentions: [mina] });
    heard.push((await desk.store.mentions.getByNativeId(network, 'm'))?.author.id ?? 0);
  }
  const [x = 0, bluesky = 0] = heard;
  await desk.store.customers.merge([x, bluesky], act());
  const [mina] = await desk.store.customers.authorsOf(x);
  if (!mina) throw new Error('nobody was heard');
  const { authors, suggestions } = await openCustomer(desk, mina);
  expect(authors).toHaveLength(2);
  expect(suggestions.map((each) => each.authors[1].network)).toEqual(['mastodon']);
});
