import { LATE_BY } from '../../src/networks/mastodon/search.js';
import { startMastodonFake } from '../fakes/mastodon/index.js';
import { describeContract } from './suite.js';

describeContract({
  id: 'mastodon',
  name: 'Mastodon',
  load: () => import('../../src/networks/mastodon/index.js'),
  start: startMastodonFake,
  mentionStream: 'mentions',
  messageStream: 'mentions',
  searchStream: 'search',
  order: 'oldest-first',
  hearsEdits: true,
  lateBy: LATE_BY,
  answersInPrivate: true,
});
