/** A fenced block of a Markdown page. */
export interface CodeBlock {
  language: string;
  lines: string[];
}

/** The fenced code blocks of a Markdown text, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (const [, language = '', body = ''] of markdown.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)) {
    blocks.push({ language, lines: body.trimEnd().split('\n') });
  }
  return blocks;
}

/** Commands in the running text, between backquotes: `earshot poll --dry-run`. */
export function inlineCommands(markdown: string): string[] {
  const text = markdown.replace(/^```\w*\n[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`(earshot [^`]+)`/g)].flatMap(([, command]) => command ?? []);
}

/** A line to type, without its prompt, its comment and the folder that cron must enter first. */
export function commandOf(line: string): string {
  return line
    .replace(/^\$ /, '')
    .replace(/\s+# .*$/, '')
    .replace(/^(\S+ ){5}\s*cd \S+ && /, '')
    .trim();
}
