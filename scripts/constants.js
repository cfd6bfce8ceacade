// What the source says is constant, constant again in a bundle.
import ts from 'typescript';

/**
 * esbuild turns every `const` of a module into `var` when it bundles. V8 then loads such a number or table anew, and
 * checks what it is, wherever it is used: an eighth of the time that the scorer takes for a text. Here what nobody
 * assigns becomes `const` again, and what somebody does `let`.
 *
 * Only for bundles of our own modules, which declare before they use: a library may count on `var`.
 *
 * @param {string} code a bundle, as an ES module
 * @returns {string} the same program
 */
export function keepConstants(code) {
  const file = ts.createSourceFile('bundle.mjs', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const assigned = assignedNames(file);
  let kept = '';
  let end = 0;
  for (const statement of file.statements) {
    if (!isPlainVar(statement)) continue;
    kept += code.slice(end, statement.getStart(file));
    for (const declaration of statement.declarationList.declarations) {
      const kind = assigned.has(declaration.name.text) ? 'let' : 'const';
      kept += `${kind} ${declaration.getText(file)};\n`;
    }
    end = statement.end;
  }
  return kept + code.slice(end);
}

/** A `var` whose names all have a value from the start. */
function isPlainVar(statement) {
  return (
    ts.isVariableStatement(statement) &&
    (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0 &&
    statement.declarationList.declarations.every(
      ({ name, initializer }) => ts.isIdentifier(name) && initializer !== undefined,
    )
  );
}

const COUNTS = new Set([ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]);

/** Every name that is assigned, counted up or looped over anywhere, whatever its scope. */
function assignedNames(file) {
  const names = new Set();
  const note = (target) => {
    if (ts.isIdentifier(target)) names.add(target.text);
    else if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target))
      ts.forEachChild(target, note);
  };
  const visit = (node) => {
    if (ts.isBinaryExpression(node) && ts.isAssignmentOperator(node.operatorToken.kind)) note(node.left);
    if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && COUNTS.has(node.operator))
      note(node.operand);
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) note(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}
