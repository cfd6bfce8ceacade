import { expect, it } from 'vitest';
import { html, NOTHING } from '../../../src/views/digest/markup.js';

it('is text wherever a text is put, and markup only where it was made here', () => {
  const text = `<b title="x">Tom & 'Lan'</b>`;
  const escaped = '&lt;b title=&quot;x&quot;&gt;Tom &amp; &#39;Lan&#39;&lt;/b&gt;';
  expect(html`<p title='${text}'>${text}</p>`.markup).toBe(`<p title='${escaped}'>${escaped}</p>`);
  const items = ['a', '<i>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}${NOTHING}</ul>${1.25}`.markup).toBe('<ul><li>a</li><li>&lt;i&gt;</li></ul>1.3');
});
