import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { walk } from './source-tree.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['src', 'test', 'scripts', 'bench', 'training'];
/** By what the program is entered, not by an import. */
const ENTERED = new Set(['src/main.ts#runProcess']);

/** Values that files under src/ export and no file of the repository imports: `src/core/clock.ts#sleep`. */
export function unusedExports(): string[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(resolve(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|js|mjs)$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
  const parsed = files.map((path) => ({ path, ast: parse(path) }));
  const used = new Set(parsed.flatMap(({ path, ast }) => [...usesIn(ast, path)]));
  return parsed
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ path, ast }) =>
      exportedValues(ast)
        .map((name) => `${path}#${name}`)
        .filter((value) => !used.has(value) && !used.has(`${path}#*`) && !ENTERED.has(value)),
    );
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(resolve(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

function exportedValues(ast: ts.SourceFile): string[] {
  return ast.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return isValue && statement.name ? [statement.name.text] : [];
  });
}

/** What a file uses of others: `path#name`, or `path#*` for a module that is used as a whole. */
function usesIn(ast: ts.SourceFile, path: string): Set<string> {
  const uses = new Set<string>();
  const add = (specifier: ts.Node | undefined, names: readonly string[]) => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const target = relative(ROOT, resolve(ROOT, dirname(path), specifier.text)).replaceAll('\\', '/');
    for (const name of names) uses.add(`${target.replace(/\.js$/, '.ts')}#${name}`);
  };
  walk(ast, (node) => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const isNamed = bindings !== undefined && ts.isNamedImports(bindings);
      add(node.moduleSpecifier, isNamed ? bindings.elements.map(nameOf) : ['*']);
    } else if (ts.isExportDeclaration(node)) {
      const { exportClause } = node;
      const isNamed = exportClause !== undefined && ts.isNamedExports(exportClause);
      add(node.moduleSpecifier, isNamed ? exportClause.elements.map(nameOf) : ['*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], namesTaken(node));
    }
  });
  return uses;
}

function nameOf({ propertyName, name }: ts.ImportSpecifier | ts.ExportSpecifier): string {
  return (propertyName ?? name).text;
}

/** The names that are taken out of an `import()` where it stands; all of them where that cannot be seen. */
function namesTaken(call: ts.CallExpression): string[] {
  let { parent }: ts.Node = call;
  while (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) parent = parent.parent;
  if (ts.isPropertyAccessExpression(parent)) return [parent.name.text];
  if (!ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name)) return ['*'];
  return parent.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
}
