import { startTelegramFake } from '../fakes/telegram/index.js';
import { describeContract } from './suite.js';

describeContract({
  id: 'telegram',
  name: 'Telegram',
  load: () => import('../../src/networks/telegram/index.js'),
  start: startTelegramFake,
  mentionStream: 'mentions',
  messageStream: 'mentions',
  searchStream: null,
  order: 'queue',
  hearsEdits: true,
});
