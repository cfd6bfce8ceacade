import type { LineLayout } from './streams.js';

/** Who puts right-to-left text in the order it is read: whoever knows how, the terminal, or earshot. */
export type BidiSetting = 'auto' | 'terminal' | 'reorder';

type Env = Readonly<Record<string, string | undefined>>;

/** VTE does it from 0.58 on (https://terminal-wg.pages.freedesktop.org/bidi/). */
const VTE_WITH_BIDI = 5_800;

/** Signs of terminals that put every line in order themselves, or whose runs are drawn right to left (kitty). */
const ORDERS: readonly ((env: Env) => boolean)[] = [
  ({ VTE_VERSION }) => Number(VTE_VERSION) >= VTE_WITH_BIDI,
  ({ KONSOLE_VERSION }) => KONSOLE_VERSION !== undefined,
  ({ MLTERM }) => MLTERM !== undefined,
  ({ TERM_PROGRAM }) => TERM_PROGRAM === 'Apple_Terminal' || TERM_PROGRAM === 'mintty',
  ({ KITTY_WINDOW_ID, TERM }) => KITTY_WINDOW_ID !== undefined || TERM === 'xterm-kitty',
];

/** Signs of terminals that leave every letter where it is written. */
const LEAVES: readonly ((env: Env) => boolean)[] = [
  ({ VTE_VERSION }) => Number(VTE_VERSION) < VTE_WITH_BIDI,
  ({ XTERM_VERSION }) => XTERM_VERSION !== undefined,
  ({ ALACRITTY_WINDOW_ID }) => ALACRITTY_WINDOW_ID !== undefined,
  ({ WT_SESSION }) => WT_SESSION !== undefined,
  ({ TERM_PROGRAM }) => ['WezTerm', 'iTerm.app', 'vscode', 'ghostty'].includes(TERM_PROGRAM ?? ''),
  ({ TERM }) => /^(?:foot|alacritty|st|linux|rxvt)(?:-|$)/.test(TERM ?? ''),
];

/**
 * Whether earshot is to reorder right-to-left text itself. `auto` does so only on a terminal that is known to leave
 * it alone: reordering twice is worse than not at all.
 */
export function wantsReordering(setting: BidiSetting, env: Env): boolean {
  if (setting !== 'auto') return setting === 'reorder';
  return !ORDERS.some((sign) => sign(env)) && LEAVES.some((sign) => sign(env));
}

/** How lines are laid out by a setting; null where the terminal is left to it. The library is loaded only if needed. */
export async function layoutFor(setting: BidiSetting, env: Env): Promise<LineLayout | null> {
  if (!wantsReordering(setting, env)) return null;
  const { visualLayout } = await import('./reorder.js');
  return visualLayout();
}
