import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../src/http/html-text.js';

describe('htmlToText', () => {
  it.each([
    ['paragraphs and line breaks', '<p>one</p><p>two<br>three<br />four</p>', 'one\n\ntwo\nthree\nfour'],
    ['never more than one free line', 'a<br><br><br><br>b<p></p><p> </p><p>c</p>', 'a\n\nb\n\nc'],
    ['white space as a browser does', '  one\n\t two <b> three </b> four', 'one two three four'],
    ['no space where there is none', 'caf<b>é</b>, <i>nar</i>.', 'café, nar.'],
    [
      'lists',
      '<ul><li>tea<li>cake</ul><ol start="3"><li>x</li><li>y</li></ol>',
      '- tea\n- cake\n\n3. x\n4. y',
    ],
    ['lists in lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>', '- a\n\n  - b\n\n- c'],
    [
      'quotations',
      'you said<blockquote><p>warm</p><p>fresh<br>new</p></blockquote>no',
      'you said\n\n> warm\n>\n> fresh\n> new\n\nno',
    ],
    ['preserved lines', '<pre><code>if (x)\n  y;\n</code></pre>done', 'if (x)\n  y;\n\ndone'],
    ['tables', '<table><tr><th>tea</th><td>3</td></tr><tr><td>cake</td></tr></table>', 'tea 3\ncake'],
    [
      'entities, once',
      'Fish &amp; chips &lt;b&gt; &amp;lt; &#8217;&#x1F600;&eacute;',
      'Fish & chips <b> &lt; ’😀é',
    ],
    ['text that only looks like an entity', 'AT&T &unknown; 5 &', 'AT&T &unknown; 5 &'],
    [
      'pictures by their description',
      'so <img src="x" alt=":blobcat:"> good <img src="y">',
      'so :blobcat: good',
    ],
    ['shortcodes', '<p>thanks :heart_cafe:</p>', 'thanks :heart_cafe:'],
    ['reading aids', '<ruby>珈琲<rp>(</rp><rt>コーヒー</rt><rp>)</rp></ruby>', '珈琲(コーヒー)'],
    ['text from right to left', '<p dir="rtl">سلام، <b>قهوه</b> سرد بود 😞</p>', 'سلام، قهوه سرد بود 😞'],
    ['joiners and marks', '<p>می‌خواهم ‏👩‍👩‍👧 cà phê</p>', 'می‌خواهم ‏👩‍👩‍👧 cà phê'],
    ['nothing', '', ''],
  ])('writes %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it.each([
    [
      'a shortened address is the whole address',
      '<a href="https://nar.example/menu/long?x=1&amp;y=2"><span class="invisible">https://</span><span class="ellipsis">nar.example/menu</span><span class="invisible">/long?x=1&amp;y=2</span></a>',
      'https://nar.example/menu/long?x=1&y=2',
    ],
    [
      'so is one that ends in dots',
      '<a href="https://nar.example/menu/long">https://nar.example/me...</a>',
      'https://nar.example/menu/long',
    ],
    [
      'an address that hides another is the true one',
      '<a href="https://evil.example/x">https://bank.example</a>',
      'https://evil.example/x',
    ],
    [
      'words are followed by the address',
      '<a href="https://nar.example/">the menu</a>!',
      'the menu (https://nar.example/)!',
    ],
    [
      'a mark before the link stays',
      '<ul><li><a href="https://nar.example/">nar.example</a></ul>',
      '- https://nar.example/',
    ],
    [
      'names stay as shown',
      '<a href="https://m.example/@nar" class="u-url mention">@<span>nar</span></a> hi',
      '@nar hi',
    ],
    ['tags stay as shown', '<a href="https://m.example/tags/tea" rel="tag">#<span>tea</span></a>', '#tea'],
    ['script addresses are no addresses', '<a href="javascript:alert(1)">click</a>', 'click'],
    ['mail addresses', '<a href="mailto:a@nar.example">a@nar.example</a>', 'a@nar.example'],
    [
      'a link nobody sees is written out',
      'see <a href="https://nar.example/"></a>',
      'see https://nar.example/',
    ],
    [
      'a link that is never closed',
      '<a href="https://nar.example/">the menu',
      'the menu (https://nar.example/)',
    ],
  ])('links: %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('leaves addresses out where only words are wanted, but completes shortened ones', () => {
    const html = '<a href="https://a.example/x">read</a> <a href="https://a.example/long">a.example/lo…</a>';
    expect(htmlToText(html, { links: 'words' })).toBe('read https://a.example/long');
  });

  it.each([
    ['scripts', 'a<script>alert("<b>x</b>")</script>b', 'ab'],
    ['styles', '<style>p { color: red }</style>b', 'b'],
    ['drawings and frames', 'a<svg><text>x</text></svg><iframe>y</iframe>b', 'ab'],
    ['comments', 'a<!-- x --><!doctype html>b', 'ab'],
    ['templates that are never closed', 'a<template><p>b', 'a'],
    ['closing tags of nothing', '</p></script></svg>a</b>', 'a'],
  ])('does not show %s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('gives back any text that was escaped', () => {
    const words = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\s+/gu, ' ').trim());
    fc.assert(
      fc.property(words, (text) => {
        const escaped = text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
        expect(htmlToText(`<p>${escaped}</p>`)).toBe(text);
      }),
    );
  });

  it('takes whatever it is given and leaves no tag of it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br>',
        '<b',
        '>',
        '<a href="',
        '"',
        '<!--',
        '-->',
        '<li>',
        '<script>',
        '&',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = htmlToText(pieces.join(''));
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/\n{3}/);
      }),
    );
  });

  it.each([
    ['tags nested without end', '<b>'.repeat(33_000)],
    ['tags closed that were never opened', `${'<b>'.repeat(17_000)}${'</i>'.repeat(12_000)}`],
    ['quotations in quotations', `${'<blockquote>'.repeat(7_000)}${'<br>x'.repeat(3_000)}`],
    ['spaces', `<pre>${' '.repeat(99_000)}x`],
    ['links in links', `${'<a href="https://a.example/">'.repeat(1_500)}${'x</a>'.repeat(1_500)}`],
    ['half an entity', '&#'.repeat(50_000)],
  ])('is not kept busy by %s', (_, html) => {
    const before = process.cpuUsage().user;
    htmlToText(html.repeat(20));
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
  });
});
