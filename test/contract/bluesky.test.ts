import { MINUTE } from '../../src/core/clock.js';
import { startBlueskyFake } from '../fakes/bluesky/index.js';
import { describeContract } from './suite.js';

describeContract({
  id: 'bluesky',
  start: startBlueskyFake,
  mentionStream: 'mentions',
  messageStream: 'messages',
  searchStream: 'search',
  order: 'newest-first',
  lateBy: 10 * MINUTE,
  answersInPrivate: true,
});
