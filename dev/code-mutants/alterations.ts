import ts from "typescript";

/** Kinds of changes of code, in the order of the score. */
export const CODE_KINDS = [
  "condition negated",
  "comparison",
  "and or",
  "some every",
  "filter removed",
  "call removed",
  "returned value",
  "number",
  "list emptied",
  "text emptied",
] as const;
export type CodeMutantKind = (typeof CODE_KINDS)[number];

/** New code for a range of a text. */
export interface Alteration {
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/** The changes of a kind at a node of the syntax tree. Those at nodes below it are not included. */
export const alterationsOf = (kind: CodeMutantKind, node: ts.Node): Alteration[] => OF_KIND[kind](node);

const replaced = (node: ts.Node, code: string): Alteration => ({
  start: node.getStart(),
  end: node.end,
  code,
});

const OF_KIND: Readonly<Record<CodeMutantKind, (node: ts.Node) => Alteration[]>> = {
  "condition negated": (node) => {
    const condition = ts.isIfStatement(node)
      ? node.expression
      : ts.isConditionalExpression(node)
        ? node.condition
        : undefined;
    return condition === undefined ? [] : [replaced(condition, `!(${condition.getText()})`)];
  },
  comparison: (node) => operatorReplaced(node, COMPARISONS),
  "and or": (node) => operatorReplaced(node, CONNECTIVES),
  "some every": (node) => {
    const name = calledMethod(node)?.name;
    const other = name && OTHER_QUANTIFIER[name.text];
    return name && other ? [replaced(name, other)] : [];
  },
  "filter removed": (node) => {
    const method = calledMethod(node);
    return method?.name.text === "filter" ? [{ start: method.expression.end, end: node.end, code: "" }] : [];
  },
  "call removed": (node) =>
    ts.isExpressionStatement(node) && isCall(node.expression) ? [replaced(node, ";")] : [],
  "returned value": (node) => {
    const returned = returnedOf(node);
    if (returned === undefined) return [];
    const text = returned.expression.getText();
    return emptyValues(returned.type)
      .filter((code) => code !== text)
      .map((code) => replaced(returned.expression, code));
  },
  number: (node) =>
    ts.isNumericLiteral(node) && !isKey(node)
      ? [1, -1].map((step) => replaced(node, String(Number(node.text) + step)))
      : [],
  "list emptied": (node) =>
    ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node)
      ? [replaced(node, "[]")]
      : [],
  "text emptied": (node) => {
    if (ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent))
      return [replaced(node, '""')];
    return ts.isStringLiteralLike(node) && node.text !== "" && !isKey(node) ? [replaced(node, '""')] : [];
  },
};

const COMPARISONS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};
const CONNECTIVES: Readonly<Record<string, string>> = { "&&": "||", "||": "&&" };
const OTHER_QUANTIFIER: Readonly<Record<string, string>> = { some: "every", every: "some" };

function operatorReplaced(node: ts.Node, others: Readonly<Record<string, string>>): Alteration[] {
  if (!ts.isBinaryExpression(node)) return [];
  const other = others[node.operatorToken.getText()];
  return other === undefined ? [] : [replaced(node.operatorToken, other)];
}

/** `a.b` of a call `a.b()`. */
const calledMethod = (node: ts.Node): ts.PropertyAccessExpression | undefined =>
  ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined;

/** A class must call `super`, or it cannot be constructed. */
const isCall = (node: ts.Expression): boolean =>
  ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword;

/** The name of a property is no value, and the function of a tagged template needs a template. */
const isKey = (node: ts.Node): boolean =>
  ts.isTaggedTemplateExpression(node.parent) ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node);

/** `[a, b]` on the left of `=`, or as the variable of a loop, is no value. */
const isTarget = (node: ts.ArrayLiteralExpression): boolean => {
  const { parent } = node;
  return (
    (ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.left === node) ||
    (ts.isForOfStatement(parent) && parent.initializer === node)
  );
};

interface Returned {
  readonly expression: ts.Expression;
  readonly type: ts.TypeNode;
}

/** The value that a function with a declared type returns at a node. */
function returnedOf(node: ts.Node): Returned | undefined {
  if (ts.isReturnStatement(node)) {
    const owner = ts.findAncestor<ts.SignatureDeclaration>(node, ts.isFunctionLike);
    return node.expression && owner?.type ? { expression: node.expression, type: owner.type } : undefined;
  }
  return ts.isArrowFunction(node) && node.type && !ts.isBlock(node.body)
    ? { expression: node.body, type: node.type }
    : undefined;
}

/** Empty values of a type. Other types have none: a value of another type fails in nearly every test. */
function emptyValues(type: ts.TypeNode): readonly string[] {
  if (ts.isUnionTypeNode(type))
    return type.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword) ? ["undefined"] : [];
  if (ts.isArrayTypeNode(type) || ts.isTypeOperatorNode(type)) return ["[]"];
  if (ts.isTypePredicateNode(type)) return BOOLEANS;
  if (ts.isTypeReferenceNode(type)) return EMPTY_COLLECTIONS[type.typeName.getText()] ?? [];
  return EMPTY_PRIMITIVES[type.getText()] ?? [];
}

const BOOLEANS = ["true", "false"];
const EMPTY_PRIMITIVES: Readonly<Record<string, readonly string[]>> = {
  boolean: BOOLEANS,
  string: ['""'],
  number: ["0"],
};
const EMPTY_COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  Set: ["new Set()"],
  ReadonlySet: ["new Set()"],
  Map: ["new Map()"],
  ReadonlyMap: ["new Map()"],
};
