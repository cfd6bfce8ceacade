import { MINUTE } from '../../src/core/clock.js';
import type { Harness } from '../fakes/fake.js';
import { startHackerNewsFake } from '../fakes/hackernews/index.js';
import { describeContract } from './suite.js';

const harness: Harness = {
  id: 'hackernews',
  name: 'Hacker News',
  load: () => import('../../src/networks/hackernews/index.js'),
  start: startHackerNewsFake,
  mentionStream: 'replies',
  messageStream: null,
  searchStream: 'search',
  order: 'newest-first',
  hearsEdits: true,
  // Two hours below what was heard, but never further back than a first poll was told to look: an hour here.
  lateBy: 55 * MINUTE,
  // There is no account whose credentials could be wrong.
  meanings: { 401: 'forbidden' },
};

describeContract(harness);
