import { EarshotError } from '../../core/errors.js';
import { openInBrowser } from '../../output/browser.js';
import { createPrompts } from '../../output/prompts.js';
import { runScreen } from '../../output/screen.js';
import { createEffects, type InboxEffects } from '../../services/inbox/effects.js';
import { type Context, isInteractive, print } from '../context.js';
import { createInboxApp } from '../inbox-app.js';
import { viewOf } from '../options.js';

/** `inbox`: triage and answer at the terminal, most urgent first. */
export async function run(context: Context): Promise<undefined> {
  if (!isInteractive(context)) {
    throw new EarshotError('The inbox is for a person at a terminal.', {
      code: 'not-a-terminal',
      kind: 'usage',
      hint: 'In a script: earshot list --needs-reply --json, earshot reply, earshot mark, earshot undo.',
    });
  }
  const desk = await context.desk();
  const effects = createEffects(desk, desk.settings.holdMs);
  const view = await viewOf(context, desk.settings.business.timeZone);
  const inbox = createInboxApp({
    view: () => ({ ...view, now: context.clock() }),
    run: effects.run,
    openBrowser: openInBrowser,
  });
  const prompts = createPrompts(context.streams, true);
  const stop = inbox.start();
  try {
    for (;;) {
      await runScreen(context.streams, inbox.app, context.signal);
      const edit = inbox.takeEdit();
      if (edit === null) break;
      edit.done(await prompts.editor({ message: 'Your answer', instead: 'the text', default: edit.text }));
    }
  } finally {
    stop();
    await inbox.finished().finally(() => sayWhatIsLeft(context, effects));
  }
}

/** Answers that were held when the inbox was left in a hurry are in the outbox, and nobody sends them by itself. */
function sayWhatIsLeft(context: Context, { held }: InboxEffects): void {
  if (held.length === 0) return;
  const ids = held.join(' ');
  const what = held.length === 1 ? 'One answer was not sent' : `${held.length} answers were not sent`;
  print(context.streams.stderr, [`${what}.   earshot outbox retry ${ids} · earshot outbox cancel ${ids}`]);
}
