// Every word that a person may read comes from the catalogues (src/lib/messages). This looks for those that do not:
// text between JSX tags, and literals in the attributes that are read out or shown.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const SHOWN = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "alt",
  "title",
  "placeholder",
  "label",
  "hint",
]);
/** Not language: punctuation, digits, arrows, and the names of keys. */
const WORD = /\p{L}{2,}/u;

export function strayWords(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${path}:${line + 1}: ${JSON.stringify(text.trim())}`);
  };
  const literals = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && WORD.test(node.text)) report(node, node.text);
    else if (ts.isTemplateExpression(node) && WORD.test(node.head.text)) report(node, node.head.text);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(literals);
    else if (ts.isParenthesizedExpression(node)) literals(node.expression);
    else if (ts.isBinaryExpression(node)) literals(node.right);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORD.test(node.text)) report(node, node.text);
    if (ts.isJsxAttribute(node) && SHOWN.has(node.name.getText(file)) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) literals(node.initializer);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression)
        literals(node.initializer.expression);
    }
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) literals(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "../src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".tsx") && !name.endsWith(".test.tsx") && !name.includes("testing/"),
  );
  const found = files.flatMap((name) => strayWords(`src/${name}`, readFileSync(join(root, name), "utf8")));
  if (files.length === 0) found.push("no .tsx file was seen");
  for (const line of found) console.error(`words outside the catalogues: ${line}`);
  if (found.length > 0) process.exit(1);
  console.log(`strings: ${files.length} files, every word in the catalogues`);
}
