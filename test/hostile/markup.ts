import { Parser } from 'htmlparser2';

/** Everything a page of ours is built of; links, pictures, scripts, forms and frames are not among it. */
const ELEMENTS = new Set(
  (
    'html head meta title style body header h1 h2 h3 p main section ul ol li span code br div figure figcaption ' +
    'svg g rect path line text circle title desc details summary table thead tbody tr th td footer strong em bdi'
  ).split(' '),
);
/** Attributes may look, name and measure; none may load, run or lead anywhere. */
const LEADS =
  /^on|^(?:href|src|srcset|srcdoc|action|formaction|xlink:href|background|poster|data|ping|style)$/i;

/** What a page holds that could load, run or lead somewhere, or that nobody but a stranger can have put there. */
export function markupFaults(page: string): string[] {
  const faults: string[] = [];
  let styles = 0;
  let policy = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!ELEMENTS.has(name)) faults.push(`<${name}>`);
      if (name === 'style') styles += 1;
      const refreshes = name === 'meta' && /refresh/i.test(attributes['http-equiv'] ?? '');
      if (refreshes) faults.push('<meta refresh>');
      if (attributes['http-equiv'] === 'Content-Security-Policy') policy = attributes.content ?? '';
      for (const [attribute, value] of Object.entries(attributes)) {
        if (LEADS.test(attribute)) faults.push(`${name} ${attribute}="${value}"`);
        if (/javascript:|url\(/i.test(value)) faults.push(`${name} ${attribute}="${value}"`);
      }
    },
    oncomment: (text) => faults.push(`<!--${text}-->`),
    onprocessinginstruction: (name) => {
      if (name !== '!doctype') faults.push(`<${name}>`);
    },
  });
  parser.write(page);
  parser.end();
  if (styles !== 1) faults.push(`${styles} style elements`);
  if (!policy.startsWith("default-src 'none'")) faults.push('no policy');
  return faults;
}
