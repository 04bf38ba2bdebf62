import ts from "typescript";
import { type Alteration, CODE_KINDS, type CodeMutantKind, alterationsOf } from "./alterations";

/** One change of the code of a file. */
export interface CodeMutant {
  readonly file: string;
  /** Number of the first changed line. */
  readonly line: number;
  readonly kind: CodeMutantKind;
  /** The changed lines before and after, without the spaces around them. */
  readonly before: string;
  readonly after: string;
  /** Identifies the change among all: its place, its kind and the new code. */
  readonly key: string;
  /** The text of the file with the change. */
  readonly altered: () => string;
}

/** Every change of the code of a file, in the order of the text. */
export function codeMutantsOf(file: string, text: string): CodeMutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: CodeMutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isWithoutEffect(node)) return;
    for (const kind of CODE_KINDS)
      for (const alteration of alterationsOf(kind, node)) found.push(mutantOf(source, kind, alteration));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.toSorted((a, b) => a.line - b.line);
}

/** Types do not run, and the text of an `Error` is for maintainers. */
const isWithoutEffect = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  (ts.isNewExpression(node) && node.expression.getText() === "Error");

function mutantOf(source: ts.SourceFile, kind: CodeMutantKind, { start, end, code }: Alteration): CodeMutant {
  const { text, fileName: file } = source;
  const from = source.getLineAndCharacterOfPosition(start);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const nextLine = text.indexOf("\n", end);
  const lineEnd = nextLine < 0 ? text.length : nextLine;
  const line = from.line + 1;
  return {
    file,
    line,
    kind,
    before: text.slice(lineStart, lineEnd).trim(),
    after: `${text.slice(lineStart, start)}${code}${text.slice(end, lineEnd)}`.trim(),
    key: `${file}:${line}:${from.character + 1} ${kind}: ${code}`,
    altered: () => text.slice(0, start) + code + text.slice(end),
  };
}
