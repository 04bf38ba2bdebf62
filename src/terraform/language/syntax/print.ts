import { type Expression, OPERATOR_LEVELS } from "./expression";

/** An expression in one form: equal expressions have equal texts, in one line each. */
export function printedExpression(node: Expression): string {
  switch (node.kind) {
    case "constant":
      return typeof node.value === "string" ? quoted(escaped(node.value)) : JSON.stringify(node.value);
    case "template":
      return `"${joined(node.parts, insideQuotes)}"`;
    case "name":
      return node.name;
    case "item":
      return "";
    case "attribute":
      return `${operand(node.of)}.${node.name}`;
    case "index":
      return `${operand(node.of)}[${printedExpression(node.key)}]`;
    case "splat":
      return `${operand(node.of)}[*]${printedExpression(node.each)}`;
    case "call":
      return `${node.name}(${node.args.map(printedExpression).join(", ")}${node.spread ? "..." : ""})`;
    case "unary":
      return `${node.operator}${node.of.kind === "constant" ? `(${printedExpression(node.of)})` : operand(node.of)}`;
    case "binary":
      return `${side(node.left, node.operator, false)} ${node.operator} ${side(node.right, node.operator, true)}`;
    case "condition":
      return [node.condition, node.then, node.otherwise]
        .map((part) => (part.kind === "condition" ? `(${printedExpression(part)})` : printedExpression(part)))
        .reduce((whole, part, index) => `${whole} ${index === 1 ? "?" : ":"} ${part}`);
    case "tuple":
      return `[${node.items.map(printedExpression).join(", ")}]`;
    case "object": {
      const entries = node.entries.map(
        ({ key, value }) => `${printedKey(key)} = ${printedExpression(value)}`,
      );
      return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    }
    case "for":
      return printedFor(node);
  }
}

/** An expression as a string of Terraform JSON. */
export function printedTemplate(node: Expression): string {
  if (node.kind === "constant" && typeof node.value === "string") return escaped(node.value);
  if (node.kind !== "template") return `\${${printedExpression(node)}}`;
  return joined(node.parts, inText);
}

/** A text whose sequences Terraform does not evaluate. */
export const escaped = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

/** Terraform refuses null in a text. */
const isText = (part: Expression): part is Extract<Expression, { kind: "constant" }> =>
  part.kind === "constant" && part.value !== null;

const inText = (part: Expression): string =>
  isText(part) ? escaped(String(part.value)) : `\${${printedExpression(part)}}`;

const insideQuotes = (part: Expression): string =>
  isText(part) ? quoted(escaped(String(part.value))).slice(1, -1) : inText(part);

/** Signs before an expression, which its mark would make an escape. */
const joined = (parts: readonly Expression[], text: (part: Expression) => string): string =>
  parts
    .map((part, index) =>
      isText(part) && index + 1 < parts.length
        ? text(part).replace(/\$+$/, (signs) => `\${"${signs}"}`)
        : text(part),
    )
    .join("");

const quoted = (text: string): string => JSON.stringify(text);

function printedFor({
  keyName,
  valueName,
  of,
  key,
  result,
  only,
  grouped,
  joined,
}: Extract<Expression, { kind: "for" }>): string {
  const names = keyName === undefined ? valueName : `${keyName}, ${valueName}`;
  const start = `for ${names} in ${printedExpression(of)} :`;
  const filter = only ? ` if ${printedExpression(only)}` : "";
  if (!key) {
    const items = `[${start} ${printedExpression(result)}${filter}]`;
    return joined ? `join("", ${items})` : items;
  }
  return `{${start} ${printedExpression(key)} => ${printedExpression(result)}${grouped ? "..." : ""}${filter}}`;
}

const printedKey = (key: Expression): string =>
  key.kind === "constant" ? printedExpression(key) : `(${printedExpression(key)})`;

const LOOSE: readonly Expression["kind"][] = ["binary", "unary", "condition", "splat"];

const operand = (node: Expression): string =>
  LOOSE.includes(node.kind) ? `(${printedExpression(node)})` : printedExpression(node);

const levelOf = (operator: string): number =>
  OPERATOR_LEVELS.findIndex((level) => level.some((each) => each === operator));

function side(node: Expression, operator: string, isRight: boolean): string {
  if (node.kind === "condition") return `(${printedExpression(node)})`;
  if (node.kind !== "binary") return printedExpression(node);
  const isLoose = levelOf(node.operator) < levelOf(operator) + (isRight ? 1 : 0);
  return isLoose ? `(${printedExpression(node)})` : printedExpression(node);
}
