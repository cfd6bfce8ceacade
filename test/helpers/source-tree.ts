import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One import, re-export, `import()` or type import of a source file. */
export interface Import {
  /** `src/...` for our own files, else the name of the package: `zod`, `csv-parse`, `node:fs`. */
  to: string;
  ours: boolean;
  line: number;
  /** Whether the file runs when the importing one is loaded: neither a type nor an `import()`. */
  static: boolean;
}

export interface SourceFile {
  /** From the root of the repository, with forward slashes: `src/core/clock.ts`. */
  path: string;
  lines: number;
  imports: Import[];
  ast: ts.SourceFile;
}

/** Every TypeScript file under src/, parsed. */
export function readSources(): SourceFile[] {
  return readdirSync(resolve(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => {
      const text = readFileSync(resolve(ROOT, path), 'utf8');
      const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
      return { path, lines: text.trimEnd().split('\n').length, imports: importsOf(ast, path), ast };
    });
}

/** Visits a node and everything below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** The line a node begins on, from 1. */
export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** Uses of globals, by file: `process`, `console`, `fetch`, `Date.now` and `new Date()`. */
export function usesOfGlobals(names: readonly string[]): { file: string; line: number; name: string }[] {
  const { config } = ts.readConfigFile(resolve(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, ROOT);
  const program = ts.createProgram(
    readSources().map(({ path }) => resolve(ROOT, path)),
    options,
  );
  const checker = program.getTypeChecker();
  // A property or a parameter may bear a global's name: only what is declared outside our files is the global.
  const isGlobal = (node: ts.Identifier) =>
    node.text === 'globalThis' ||
    (checker.getSymbolAtLocation(node)?.declarations ?? []).some(
      (declaration) => declaration.getSourceFile().isDeclarationFile,
    );
  const isValue = (node: ts.Identifier) =>
    !ts.isPropertyAccessExpression(node.parent) || node.parent.expression === node;
  const uses: { file: string; line: number; name: string }[] = [];
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile) continue;
    const path = relative(ROOT, file.fileName).replaceAll('\\', '/');
    walk(file, (node) => {
      if (!ts.isIdentifier(node) || ts.isTypeNode(node.parent) || !isValue(node)) return;
      const name = node.text === 'Date' ? clockRead(node) : node.text;
      if (name !== null && names.includes(name) && isGlobal(node)) {
        uses.push({ file: path, line: lineOf(node), name });
      }
    });
  }
  return uses;
}

/** How `Date` reads the machine's clock here, or null where it only does arithmetic. */
function clockRead(date: ts.Identifier): string | null {
  const { parent } = date;
  if (ts.isPropertyAccessExpression(parent) && parent.name.text === 'now') return 'Date.now';
  const bare = (ts.isNewExpression(parent) || ts.isCallExpression(parent)) && !parent.arguments?.length;
  return bare && parent.expression === date ? 'new Date()' : null;
}

function importsOf(ast: ts.SourceFile, path: string): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, isStatic: boolean) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    imports.push({ ...targetOf(specifier.text, path), line: lineOf(specifier), static: isStatic });
  };
  walk(ast, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, !isTypeImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, !isTypeExport(node));
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, false);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
  });
  return imports;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  const { namedBindings } = importClause;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  if (importClause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  return exportClause !== undefined && ts.isNamedExports(exportClause)
    ? exportClause.elements.every((element) => element.isTypeOnly)
    : false;
}

function targetOf(specifier: string, from: string): { to: string; ours: boolean } {
  if (specifier.startsWith('.')) {
    const to = relative(ROOT, resolve(ROOT, dirname(from), specifier)).replaceAll('\\', '/');
    return { to: to.replace(/\.js$/, '.ts'), ours: true };
  }
  const depth = specifier.startsWith('@') ? 2 : 1;
  const name = specifier.startsWith('node:') ? specifier : specifier.split('/').slice(0, depth).join('/');
  return { to: name, ours: false };
}
