import type { Harness } from '../fakes/fake.js';
import { startFeedsFake } from '../fakes/feeds/index.js';
import { describeContract } from './suite.js';

const harness: Harness = {
  id: 'feeds',
  name: 'Feed',
  load: () => import('../../src/networks/feeds/index.js'),
  start: () => startFeedsFake(),
  mentionStream: 'mentions',
  messageStream: null,
  searchStream: null,
  order: 'one-page',
  hearsEdits: true,
};

describeContract(harness);
