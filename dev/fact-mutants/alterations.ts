import ts from "typescript";

/** A file with one fact that has another value. */
export interface AlteredFact {
  /** Path from the root of the repository. */
  readonly file: string;
  /** Place of the fact in the file, such as `quotas.routes.most`; `{key}` at the end for the name of a row. */
  readonly fact: string;
  /** The values, as the file writes them. */
  readonly from: string;
  readonly to: string;
  /** Text of the file with the other value. */
  readonly text: string;
}

type PlacedFact = Omit<AlteredFact, "file" | "text"> & { readonly start: number; readonly end: number };

/** Keys of texts and sources, and of words by which this project sorts types of resources. */
const TEXTS = new Set([
  ...["source", "sources", "read", "date", "note", "title", "what", "meaning", "confirmed"],
  ...["file", "cost", "noun", "rank"],
]);

/** Each number, name and yes or no of a file of facts, one altered at a time. */
export function alterationsOf(file: string, text: string): AlteredFact[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kindOf(file));
  const places = file.endsWith(".json") ? inJson(tree) : inDeclarations(tree);
  return places.flatMap(([fact, node]) =>
    altered(fact, node, tree).map(({ start, end, ...each }) => ({
      file,
      ...each,
      text: `${text.slice(0, start)}${each.to}${text.slice(end)}`,
    })),
  );
}

const kindOf = (file: string): ts.ScriptKind =>
  file.endsWith(".json") ? ts.ScriptKind.JSON : ts.ScriptKind.TS;

type Place = readonly [fact: string, node: ts.Node];

function inJson(tree: ts.SourceFile): Place[] {
  const [statement] = tree.statements;
  return statement && ts.isExpressionStatement(statement) ? within("", statement.expression) : [];
}

/** Constants of the module. The code of functions is no fact. */
const inDeclarations = (tree: ts.SourceFile): Place[] =>
  tree.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) =>
      declarationList.declarations.flatMap(({ name, initializer }) =>
        initializer ? within(name.getText(), initializer) : [],
      ),
    );

function within(fact: string, node: ts.Node): Place[] {
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)) {
    return within(fact, node.expression);
  }
  if (ts.isSpreadElement(node)) return within(fact, node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap((each) => inProperty(fact, each));
  if (ts.isArrayLiteralExpression(node)) return listed(fact, node.elements);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return listed(fact, [...(node.arguments ?? [])]);
  if (ts.isBinaryExpression(node)) return listed(fact, [node.left, node.right]);
  if (ts.isPrefixUnaryExpression(node)) return within(fact, node.operand);
  return [[fact, node]];
}

const listed = (fact: string, nodes: readonly ts.Node[]): Place[] =>
  nodes.flatMap((each, index) => within(`${fact}[${index}]`, each));

function inProperty(fact: string, property: ts.ObjectLiteralElementLike): Place[] {
  if (!ts.isPropertyAssignment(property)) return [];
  const { name } = property;
  const key = ts.isStringLiteral(name) ? name.text : name.getText();
  if (TEXTS.has(key)) return [];
  const below = fact === "" ? key : `${fact}.${key}`;
  // A key in camel case is a word of this project, such as natGatewayHour.
  const named: Place[] = ts.isStringLiteral(name) && isNameOfOthers(key) ? [[`${below}{key}`, name]] : [];
  return [...named, ...within(below, property.initializer)];
}

const isNameOfOthers = (key: string): boolean => /[^A-Za-z]/.test(key) && !/[a-z0-9][A-Z]/.test(key);

function altered(fact: string, node: ts.Node, tree: ts.SourceFile): PlacedFact[] {
  const [start, end] = [node.getStart(tree), node.getEnd()];
  const from = node.getText(tree);
  const one = (to: string): PlacedFact[] => [{ fact, from, to, start, end }];
  if (ts.isNumericLiteral(node)) return one(otherNumber(node.text));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return one("false");
  if (node.kind === ts.SyntaxKind.FalseKeyword) return one("true");
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return [];
  const words = node.text.split(" ");
  if (words.length === 1) return node.text === "" ? [] : one(JSON.stringify(otherName(node.text)));
  // A list of names in one text; a sentence has other words.
  if (!words.every((word) => /^[a-z0-9_.]+$/.test(word)) || !fact.startsWith("types.")) return [];
  return words.map((word) => ({
    fact: `${fact} ${word}`,
    from: word,
    to: JSON.stringify(words.filter((each) => each !== word).join(" ")),
    start,
    end,
  }));
}

const otherNumber = (text: string): string => {
  const value = Number(text);
  return String(Number.isInteger(value) ? value + 1 : Number((value * 1.1).toPrecision(6)));
};

/** Another last letter or digit, which keeps the form of a date and of an id. */
function otherName(text: string): string {
  const last = text.slice(-1);
  const next = /[0-8a-yA-Y]/.test(last)
    ? String.fromCharCode(last.charCodeAt(0) + 1)
    : `${last === "9" ? "" : last}1`;
  return text.slice(0, -1) + next;
}
