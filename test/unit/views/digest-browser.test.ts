import type { Browser, Page, SerializedAXNode } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLanguage } from '../../../src/views/catalogues/index.js';
import { CATALOGUES } from '../../../src/views/catalogues/list.js';
import { digestHtml } from '../../../src/views/digest/html.js';
import { digestPage } from '../../../src/views/digest/page.js';
import { findChromium, openBrowser } from '../../helpers/browser.js';
import { DIGEST, mention, viewOf } from './samples.js';

const chromium = findChromium();
if (chromium === null) console.log('No Chromium here: the HTML digest is not tried in a browser.');

/** One that would run, load and overflow if it could. */
const LONG = mention(481, {
  text: `${'w'.repeat(300)}<script>document.title='ran'</script><img src="http://127.0.0.1:9/x.png">`,
});
const A4 = { width: 794, height: 1123 };

describe.skipIf(chromium === null)('the HTML digest in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
  });
  afterAll(async () => {
    await browser?.close();
  });

  async function open(code: string, run: (page: Page, asked: string[]) => Promise<void>): Promise<void> {
    const language = await loadLanguage(code);
    const digest = { ...DIGEST, waiting: { ...DIGEST.waiting, top: [LONG, ...DIGEST.waiting.top.slice(1)] } };
    const html = digestHtml(digestPage(digest, language, viewOf(80)));
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    try {
      await page.setContent(html, { waitUntil: 'load' });
      await run(page, asked);
    } finally {
      await page.close();
    }
  }

  it.each(Object.keys(CATALOGUES))(
    'in %s asks for nothing, runs nothing and fits a phone and A4',
    async (code) => {
      await open(code, async (page, asked) => {
        for (const viewport of [{ width: 360, height: 640 }, A4]) {
          await page.setViewport(viewport);
          const wide = await page.evaluate(
            `[document.documentElement.scrollWidth, ...[...document.querySelectorAll('body *:not(svg *)')].map((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left < 0 ? innerWidth - left : right;
          })].reduce((most, one) => Math.max(most, one), 0)`,
          );
          expect(wide, `at ${viewport.width} px`).toBeLessThanOrEqual(viewport.width);
        }
        expect(await page.evaluate(`document.querySelectorAll('script, img, link, iframe').length`)).toBe(0);
        expect(await page.title()).not.toBe('ran');
        expect(asked.filter((url) => !url.startsWith('about:') && !url.startsWith('data:'))).toEqual([]);
      });
    },
  );

  it.each(Object.keys(CATALOGUES))('in %s prints on two pages of A4 at most', async (code) => {
    await open(code, async (page) => {
      const pdf = Buffer.from(await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.length).toBeLessThanOrEqual(2);
    });
  });

  it.each(Object.keys(CATALOGUES))('in %s is told whole to a screen reader', async (code) => {
    const language = await loadLanguage(code);
    await open(code, async (page) => {
      const tree = await page.accessibility.snapshot({ interestingOnly: false });
      const nodes = tree === null ? [] : flat(tree);
      const roles = new Set(nodes.map(({ role }) => role));
      for (const role of ['banner', 'main', 'contentinfo', 'heading', 'list']) expect(roles).toContain(role);
      const { charts } = digestPage(DIGEST, language, viewOf(80));
      const pictures = nodes
        .filter(({ role }) => role === 'image' || role === 'img')
        .map(({ name }) => name ?? '');
      expect(pictures).toEqual(charts.map(({ title, summary }) => `${title} ${summary}`));
      expect(nodes.filter(({ role }) => role === 'heading').map(({ name }) => name)).toContain(
        language.say('label.first'),
      );
      const direction = await page.evaluate('getComputedStyle(document.body).direction');
      expect(direction).toBe(language.direction);
    });
  });

  it('is readable in the light and in the dark', async () => {
    await open('en', async (page) => {
      for (const scheme of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        // WCAG 2.2, 1.4.3: 4.5 to 1 for text.
        const low = await page.evaluate(`(() => {
          const rgb = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
          const light = (colour) => {
            const [r, g, b] = rgb(colour).slice(0, 3).map((part) => part / 255)
              .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ground = (one) => {
            for (let at = one; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (rgb(colour)[3] !== 0) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          return [...document.querySelectorAll('h1, h2, h3, p, li, code, span, th, td, summary, text')].map((one) => {
            const style = getComputedStyle(one);
            const [a, b] = [light(one.tagName === 'text' ? style.fill : style.color), light(ground(one))].sort((x, y) => y - x);
            return { what: one.tagName + '.' + one.getAttribute('class'), ratio: (a + 0.05) / (b + 0.05) };
          }).filter(({ ratio }) => ratio < 4.5);
        })()`);
        expect(low, scheme).toEqual([]);
      }
    });
  });
});

function flat(node: SerializedAXNode): SerializedAXNode[] {
  return [node, ...(node.children ?? []).flatMap(flat)];
}
