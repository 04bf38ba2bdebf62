import { type Json, jsonIn } from "../stack-json";
import { type Expression } from "../language/syntax/expression";
import { escaped, printedTemplate } from "../language/syntax/print";
import { jsonOf, expressionOfValue } from "../language/values/residue";
import { type HclValue } from "../language/values/value";

/** Placeholder for an expression in a text: a private-use character that no policy contains. */
const MARK = "\uE000";

/** Content of JSON that the provider compares by content, such as a policy; texts are templates. */
export function policyOf(value: HclValue): Json {
  const node = expressionOfValue(value);
  const [argument] = node.kind === "call" && node.name === "jsonencode" ? node.args : [];
  return (argument ? contentOf(argument) : contentOfText(node)) ?? jsonOf(value);
}

/** Content of the argument of `jsonencode`. */
function contentOf(node: Expression): Json {
  if (node.kind === "tuple") return node.items.map(contentOf);
  if (node.kind === "object")
    return Object.fromEntries(node.entries.map(({ key, value }) => [printedTemplate(key), contentOf(value)]));
  return node.kind === "constant" && typeof node.value !== "string" ? node.value : printedTemplate(node);
}

/** Content of a text; undefined if it is not JSON. */
function contentOfText(node: Expression): Json | undefined {
  const parts = node.kind === "template" ? node.parts : [node];
  const expressions: Expression[] = [];
  const text = parts
    .map((part) =>
      part.kind === "constant" ? String(part.value) : `${MARK}${expressions.push(part) - 1}${MARK}`,
    )
    .join("");
  const json = jsonIn(text);
  return json && withExpressions(json, expressions);
}

function withExpressions(json: Json, expressions: readonly Expression[]): Json {
  if (typeof json === "string") return textWith(json, expressions);
  if (Array.isArray(json)) return json.map((item: Json) => withExpressions(item, expressions));
  if (json === null || typeof json !== "object") return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, item]) => [
      textWith(key, expressions),
      withExpressions(item, expressions),
    ]),
  );
}

const textWith = (text: string, expressions: readonly Expression[]): string =>
  escaped(text).replace(new RegExp(`${MARK}(\\d+)${MARK}`, "g"), (whole, index: string) => {
    const node = expressions[Number(index)];
    return node ? printedTemplate(node) : whole;
  });
