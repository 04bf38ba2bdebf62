import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { getExpressionAst } from "@cdktf/hcl2json";
import { parsed } from "../../../src/terraform/parse";
import { type Expression } from "../../../src/terraform/expression";
import { printedExpression } from "../../../src/terraform/language/syntax/print";
import { syntax } from "../../support/generated-expressions";

/** A part of the tree of HashiCorp's parser. */
interface Part {
  readonly type: string;
  readonly meta?: {
    readonly value?: string;
    readonly type?: string;
    readonly operator?: string;
    readonly name?: string;
    readonly expandedFinalArgument?: boolean;
    readonly keyVar?: string;
    readonly valVar?: string;
    readonly keyExpression?: string;
    readonly groupedValue?: boolean;
    readonly traversal?: readonly { readonly type: string; readonly segment: string }[];
  };
  readonly children: readonly Part[];
}

/** A tree that both parsers have for an expression. */
type Shape = string | number | boolean | null | readonly Shape[];

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ logicalOr: "||", logicalAnd: "&&", equal: "==", notEqual: "!=", lessThan: "<", lessThanOrEqual: "<=" },
  ...{ greaterThan: ">", greaterThanOrEqual: ">=", add: "+", subtract: "-", multiply: "*", divide: "/" },
  ...{ modulo: "%", negate: "-", logicalNot: "!" },
};

/** `a.b[0]` after the tree of `a`. */
const steps = (start: Shape, traversal: NonNullable<Part["meta"]>["traversal"] = []): Shape =>
  traversal.reduce<Shape>(
    (of, { type, segment }) =>
      type === "indexTraversal" ? ["index", of, JSON.parse(segment) as Shape] : ["attribute", of, segment],
    start,
  );

function literal({ value = "", type }: NonNullable<Part["meta"]>): Shape {
  // The tree has texts as they are written.
  if (type === "string") return (JSON.parse(`"${value}"`) as string).replaceAll(/([$%])\1\{/g, "$1{");
  return value === "null" || value === "true" || value === "false"
    ? (JSON.parse(value) as Shape)
    : Number(value);
}

function theirs(part: Part): Shape {
  const { type, meta = {}, children } = part;
  const all = children.map(theirs);
  const [first = null, second = null, third = null] = all;
  switch (type) {
    case "literalValue":
      return literal(meta);
    case "scopeTraversal": {
      const [root, ...others] = meta.traversal ?? [];
      return steps(["name", root?.segment ?? ""], others);
    }
    case "relativeTraversal":
      return steps(first, meta.traversal);
    case "index":
      return ["index", first, second];
    case "splat":
      return ["splat", first, second];
    case "function":
      return ["call", meta.name ?? "", meta.expandedFinalArgument ?? false, ...all];
    case "unaryOp":
    case "binaryOp":
      return [OPERATORS[meta.operator ?? ""] ?? `${meta.operator}`, ...all];
    case "conditional":
      return ["?", first, second, third];
    case "tuple":
      return ["tuple", ...all];
    case "object":
      return ["object", ...children.map((each, index) => (index % 2 === 0 ? theirKey(each) : theirs(each)))];
    case "for":
      return ["for", meta.keyVar ?? "", meta.valVar ?? "", meta.groupedValue ?? false, ...all];
    case "template":
      return text(all);
    case "templateWrap":
      return first;
    case "":
      return children.length === 0 ? "item" : first;
    default:
      throw new Error(`${type}: a part that the test does not read`);
  }
}

/** A key without quotes has no part of its own. */
function theirKey({ children: [key] }: Part): Shape {
  return key === undefined ? "key" : theirs(key);
}

/** Neighbouring texts are one text, of which a number can be a part. */
function text(parts: readonly Shape[]): Shape {
  const joined: Shape[] = [];
  for (const each of parts) {
    const isNumber = typeof each === "number" || typeof each === "boolean";
    const part = parts.length > 1 && isNumber ? String(each) : each;
    const last = joined.at(-1);
    if (typeof part === "string" && part !== "item" && typeof last === "string")
      joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [only = ""] = joined;
  return joined.length <= 1 && typeof only === "string" ? only : ["text", ...joined];
}

function ours(node: Expression): Shape {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "template":
      return text(node.parts.map(ours));
    case "name":
      return ["name", node.name];
    case "item":
      return "item";
    case "attribute":
      return ["attribute", ours(node.of), node.name];
    case "index":
      return ["index", ours(node.of), ours(node.key)];
    case "splat":
      return ["splat", ours(node.of), ours(node.each)];
    case "call":
      return ["call", node.name, node.spread, ...node.args.map(ours)];
    case "unary":
      return [node.operator, ours(node.of)];
    case "binary":
      return [node.operator, ours(node.left), ours(node.right)];
    case "condition":
      return ["?", ours(node.condition), ours(node.then), ours(node.otherwise)];
    case "tuple":
      return ["tuple", ...node.items.map(ours)];
    case "object":
      return ["object", ...node.entries.flatMap(({ key, value }) => [ourKey(key), ours(value)])];
    case "for": {
      const parts = [node.of, node.key, node.result, node.only].filter((part) => part !== undefined);
      return ["for", node.keyName ?? "", node.valueName, node.grouped, ...parts.map(ours)];
    }
  }
}

const ourKey = (key: Expression): Shape =>
  key.kind === "constant" && /^key_/.test(String(key.value)) ? "key" : ours(key);

async function authority(expression: string): Promise<Shape | undefined> {
  try {
    const tree = await getExpressionAst("x.tf", expression);
    return tree === null ? undefined : theirs(tree as unknown as Part);
  } catch (error) {
    if (error instanceof Error && /a part that the test/.test(error.message)) throw error;
    return undefined;
  }
}

const shapeOf = (written: string): Shape | undefined => {
  const node = parsed(written);
  return node && ours(node);
};

/** The shortest of the texts for which the answers differ, with both answers. */
async function differing(
  written: readonly string[],
  answersOf: (text: string) => Promise<readonly [ours: unknown, theirs: unknown]>,
): Promise<unknown> {
  for (const text of [...written].sort((a, b) => a.length - b.length)) {
    const [ours, theirs] = await answersOf(text);
    if (!isDeepStrictEqual(ours, theirs)) return { text, ours, theirs };
  }
  return undefined;
}

test("a generated expression has the tree of HashiCorp's parser, and so has its printed form", async () => {
  const written = [...new Set(fc.sample(syntax, 1000))];
  expect(written.filter((text) => parsed(text)).length).toBeGreaterThan(800);
  expect(
    await differing(written, async (text) => {
      const node = parsed(text);
      const expected = await authority(text);
      return [
        [shapeOf(text), node && shapeOf(printedExpression(node))],
        [expected, expected],
      ];
    }),
  ).toBeUndefined();
});

const characters = fc.constantFrom(...'ab1.,()[]{}"$%=:?!-+ for in if\n');

/** Expressions in which something is inserted before a sign, or in its place. */
const edited = fc
  .tuple(syntax, fc.nat(), fc.constantFrom(0, 1), fc.oneof(fc.constant(""), characters))
  .map(([text, place, removed, inserted]) => {
    const signs = [...text.matchAll(/[^\w\s]|$/g)].map(({ index }) => index);
    const at = signs[place % signs.length] ?? 0;
    return text.slice(0, at) + inserted + text.slice(at + removed);
  });

test.each([
  ["any text", fc.string({ unit: characters, maxLength: 12 }), 1000, 30],
  ["an expression with an edit", edited, 600, 50],
])("%s is an expression for both parsers, or for none", async (_, texts, number, least) => {
  const written = [...new Set(fc.sample(texts, number))];
  const read = written.filter((text) => parsed(text)).length;
  expect(Math.min(read, written.length - read)).toBeGreaterThan(least);
  expect(
    await differing(written, async (text) => [
      shapeOf(text) === undefined,
      (await authority(text)) === undefined,
    ]),
  ).toBeUndefined();
});
