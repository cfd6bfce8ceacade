import { startXFake } from '../fakes/x/index.js';
import { describeContract } from './suite.js';

describeContract({
  id: 'x',
  start: startXFake,
  mentionStream: 'mentions',
  messageStream: 'messages',
  searchStream: 'search',
  order: 'newest-first',
  hearsEdits: true,
  answersInPrivate: true,
});
