// Every word that a person may read comes from the catalogues (src/lib/messages). This looks for those that do not: text
// between JSX tags, literals in the attributes and properties that are read out or shown, and what is handed to whatever
// shows or says something (toasts, announcements, titles, errors of fields).

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const SHOWN = new Set([
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
  "aria-placeholder",
  "alt",
  "title",
  "placeholder",
  "label",
  "hint",
  "error",
  "description",
]);
/** Properties of what is shown later: a toast's text, an option's label, the title of a media session. */
const SHOWN_LATER = new Set(["text", "label", "title", "hint", "placeholder", "description", "artist"]);
const SHOWS = /^(show|announce|say|notify|setError|setProblem|useTitle|alert|confirm|prompt|Notification)$/;
/** Properties of the document that are read out or shown. */
const WRITTEN = /^(title|textContent|innerText|ariaLabel|placeholder|alt)$/;
/** Not language: punctuation, digits, arrows, and the names of keys. */
const WORD = /\p{L}{2,}/u;
/** Names that programs know each other by: a message's id, a key, a kind. */
const CODE = /^[a-z][\w-]*([.:/][\w-]+)*$|^[A-Z]{2,}$/;

export function strayWords(path: string, source: string): string[] {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, kind);
  const found = new Set<string>();
  const report = (node: ts.Node, text: string) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.add(`${path}:${line + 1}: ${JSON.stringify(text.trim())}`);
  };
  const literals = (node: ts.Node, codesPass: boolean): void => {
    const check = (text: string) => WORD.test(text) && !(codesPass && CODE.test(text)) && report(node, text);
    if (ts.isStringLiteralLike(node)) check(node.text);
    else if (ts.isTemplateExpression(node))
      [node.head, ...node.templateSpans.map((s) => s.literal)].some((s) => check(s.text));
    else if (ts.isConditionalExpression(node))
      for (const way of [node.whenTrue, node.whenFalse]) literals(way, codesPass);
    else if (ts.isParenthesizedExpression(node)) literals(node.expression, codesPass);
    else if (ts.isBinaryExpression(node)) literals(node.right, codesPass);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORD.test(node.text)) report(node, node.text);
    if (ts.isJsxAttribute(node) && SHOWN.has(node.name.getText(file)) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) literals(node.initializer, false);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression)
        literals(node.initializer.expression, false);
    }
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      literals(node.expression, false);
    if (ts.isPropertyAssignment(node) && SHOWN_LATER.has(node.name.getText(file))) literals(node.initializer, true);
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      if (SHOWS.test(called.getText(file))) for (const argument of node.arguments ?? []) literals(argument, true);
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      WRITTEN.test(node.left.name.text)
    )
      literals(node.right, false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found];
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "../src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(test|gen|d)\.tsx?$|testing\/|^lib\/messages\//.test(name),
  );
  const found = files.flatMap((name) => strayWords(`src/${name}`, readFileSync(join(root, name), "utf8")));
  if (files.length === 0) found.push("no source was seen");
  for (const line of found) console.error(`words outside the catalogues: ${line}`);
  if (found.length > 0) process.exit(1);
  console.log(`strings: ${files.length} files, every word in the catalogues`);
}
