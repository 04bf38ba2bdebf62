import { type Node, OPERATOR_LEVELS } from "./node";

/** An expression in one form: equal expressions have equal texts, in one line each. */
export function printedNode(node: Node): string {
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
      return `${operand(node.of)}[${printedNode(node.key)}]`;
    case "splat":
      return `${operand(node.of)}[*]${printedNode(node.each)}`;
    case "call":
      return `${node.name}(${node.args.map(printedNode).join(", ")}${node.spread ? "..." : ""})`;
    case "unary":
      return `${node.operator}${operand(node.of)}`;
    case "binary":
      return `${side(node.left, node.operator, false)} ${node.operator} ${side(node.right, node.operator, true)}`;
    case "condition":
      return [node.condition, node.then, node.otherwise]
        .map((part) => (part.kind === "condition" ? `(${printedNode(part)})` : printedNode(part)))
        .reduce((whole, part, index) => `${whole} ${index === 1 ? "?" : ":"} ${part}`);
    case "tuple":
      return `[${node.items.map(printedNode).join(", ")}]`;
    case "object": {
      const entries = node.entries.map(({ key, value }) => `${printedKey(key)} = ${printedNode(value)}`);
      return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    }
    case "for":
      return printedFor(node);
  }
}

/** An expression as a string of Terraform JSON. */
export function printedTemplate(node: Node): string {
  if (node.kind === "constant" && typeof node.value === "string") return escaped(node.value);
  if (node.kind !== "template") return `\${${printedNode(node)}}`;
  return joined(node.parts, inText);
}

/** A text whose sequences Terraform does not evaluate. */
export const escaped = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

const inText = (part: Node): string =>
  part.kind === "constant" ? escaped(String(part.value)) : `\${${printedNode(part)}}`;

const insideQuotes = (part: Node): string =>
  part.kind === "constant" ? quoted(escaped(String(part.value))).slice(1, -1) : inText(part);

/** Signs before an expression, which its mark would make an escape. */
const joined = (parts: readonly Node[], text: (part: Node) => string): string =>
  parts
    .map((part, index) =>
      part.kind === "constant" && index + 1 < parts.length
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
}: Extract<Node, { kind: "for" }>): string {
  const names = keyName === undefined ? valueName : `${keyName}, ${valueName}`;
  const start = `for ${names} in ${printedNode(of)} :`;
  const filter = only ? ` if ${printedNode(only)}` : "";
  if (!key) {
    const items = `[${start} ${printedNode(result)}${filter}]`;
    return joined ? `join("", ${items})` : items;
  }
  return `{${start} ${printedNode(key)} => ${printedNode(result)}${grouped ? "..." : ""}${filter}}`;
}

const printedKey = (key: Node): string =>
  key.kind === "constant" ? printedNode(key) : `(${printedNode(key)})`;

const LOOSE: readonly Node["kind"][] = ["binary", "unary", "condition", "splat"];

const operand = (node: Node): string =>
  LOOSE.includes(node.kind) ? `(${printedNode(node)})` : printedNode(node);

const levelOf = (operator: string): number =>
  OPERATOR_LEVELS.findIndex((level) => level.some((each) => each === operator));

function side(node: Node, operator: string, isRight: boolean): string {
  if (node.kind === "condition") return `(${printedNode(node)})`;
  if (node.kind !== "binary") return printedNode(node);
  const isLoose = levelOf(node.operator) < levelOf(operator) + (isRight ? 1 : 0);
  return isLoose ? `(${printedNode(node)})` : printedNode(node);
}
