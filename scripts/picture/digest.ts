import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findChromium, openBrowser } from '../../test/helpers/browser.js';
import { withCafe } from './cafe.js';

const PICTURES = [
  { file: 'digest-en-light', lang: 'en', scheme: 'light' },
  { file: 'digest-fa-dark', lang: 'fa', scheme: 'dark' },
];
const WIDTH = 780;
/** Down to the end of the charts. */
const CLIP = { x: 0, y: 0, width: WIDTH, height: 1240 };
const COLUMNS = 80;

/**
 * `node scripts/run.js picture/digest [FOLDER]`: what the built program's HTML digest of the demo's café looks like in
 * headless Chromium, in English by day and in Persian by night, into docs/images or the folder given.
 *
 * @throws Error where there is no Chromium
 */
export async function main([folder]: readonly string[], root: string): Promise<void> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('There is no Chromium here to draw the digest.');
  const dir = mkdtempSync(join(tmpdir(), 'earshot-digest-'));
  const browser = await openBrowser(chromium);
  try {
    await withCafe(root, COLUMNS, async (type) => {
      for (const { file, lang, scheme } of PICTURES) {
        const written = join(dir, `${lang}.html`);
        await type('digest', '--since', '7d', '--format', 'html', '--lang', lang, '--out', written);
        const page = await browser.newPage();
        await page.setViewport({ width: WIDTH, height: 600 });
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await page.setContent(readFileSync(written, 'utf8'));
        await page.screenshot({
          path: `${resolve(root, folder ?? 'docs/images')}/${file}.png`,
          clip: CLIP,
        });
        await page.close();
      }
    });
  } finally {
    await browser.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
