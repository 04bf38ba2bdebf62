import { type Json, type JsonObject, asArray, asObject } from "../stack-json";
import { onlyExpression } from "../terraform-templates";
import { type Grammar, bodyOf } from "../grammar";
import { evaluate } from "../language/evaluate";
import { loopItems } from "../language/loops";
import { valueOfJson } from "../language/module-scope";
import { type NameScope, within } from "../language/scope";
import { policyOf } from "./policy";
import { parseExpression } from "../language/syntax/parser";
import { printedExpression, printedTemplate } from "../language/syntax/print";
import { jsonOf, expressionOfValue } from "../language/values/residue";
import { HclUnknown, type HclValue, Sequence, byBytes, object } from "../language/values/value";

type Body = ReturnType<typeof bodyOf>;

type Block = Body["blocks"][number];
type Argument = Body["arguments"][number];
/** Addresses of all instances of a block. */
type Members = (address: string) => readonly string[];

/** A block's arguments with their values, and its nested blocks, `dynamic` ones included, as lists. */
export function bodyIn(body: JsonObject, grammar: Grammar, scope: NameScope, members: Members): JsonObject {
  return written(bodyOf(body, grammar), grammar, scope, members);
}

function written(body: Body, grammar: Grammar, scope: NameScope, members: Members): JsonObject {
  const result: Record<string, Json> = {};
  for (const argument of body.arguments) {
    const value = argumentOf(argument, scope, members);
    // Terraform reads null as if the argument were not there.
    if (value !== null) result[argument.name] = value;
  }
  for (const block of body.blocks) {
    const expanded = expandedBlock(block, grammar, scope, members);
    const [target = ""] = block.labels;
    if (expanded.length === 0 && result[target] === undefined) result[target] = [];
    for (const { type, labels, json } of expanded) {
      const [label] = labels;
      const others = asObject(result[type]);
      result[type] =
        label === undefined
          ? [...asArray(result[type]), json]
          : { ...others, [label]: [...asArray(others[label]), json] };
    }
  }
  return result;
}

interface Expanded {
  readonly type: string;
  readonly labels: readonly string[];
  readonly json: Json;
}

function expandedBlock(block: Block, grammar: Grammar, scope: NameScope, members: Members): Expanded[] {
  const { type, labels, body } = block;
  if (type !== "dynamic") {
    const inner = grammar.blockOf(type)?.(labels[0] ?? "") ?? grammar;
    return [{ type, labels, json: written(body, inner, scope, members) }];
  }
  const [target = ""] = labels;
  const argument = (name: string): Json | undefined =>
    body.arguments.find((each) => each.name === name)?.value;
  const of = valueOfJson(argument("for_each") ?? null, scope);
  const given = argument("iterator");
  const iterator = typeof given === "string" ? (onlyExpression(given) ?? given) : target;
  const inner = grammar.blockOf("dynamic")?.(target) ?? grammar;
  const content = body.blocks.find((each) => each.type === "content");
  if (of instanceof HclUnknown || !content) {
    const open = within(scope, new Map([[iterator, new HclUnknown({ kind: "name", name: iterator })]]));
    return [{ type, labels, json: written(body, inner, open, members) }];
  }
  const contentGrammar = inner.blockOf("content")?.("") ?? inner;
  return loopItems(of).map(([key, value]) => {
    const each: HclValue = object([
      ["key", key],
      ["value", value],
    ]);
    const names = within(scope, new Map([[iterator, each]]));
    return { type: target, labels: [], json: written(content.body, contentGrammar, names, members) };
  });
}

function argumentOf({ name, syntax, value }: Argument, scope: NameScope, members: Members): Json {
  if (syntax === "expression") {
    const evaluated = valueOfJson(value, scope);
    const isSet = evaluated instanceof Sequence && evaluated.kind === "set";
    // Terraform refuses a list for for_each.
    return name === "for_each" && isSet ? printedTemplate(expressionOfValue(evaluated)) : jsonOf(evaluated);
  }
  if (syntax === "policy") return policyOf(valueOfJson(value, scope));
  if (syntax === "literal") return value;
  if (name === "depends_on") return dependencies(value, members);
  return name === "replace_triggered_by" ? triggers(value, scope) : value;
}

const textsIn = (value: Json): string[] =>
  (Array.isArray(value) ? (value as readonly Json[]) : [value]).map((each) => {
    const text = String(each);
    return onlyExpression(text) ?? text;
  });

/** References to blocks whose changes replace a resource. */
const triggers = (value: Json, scope: NameScope): Json =>
  textsIn(value).map((text) => printedExpression(expressionOfValue(evaluate(parseExpression(text), scope))));

/** A dependency on a block is one on all of its instances. Their order has no meaning. */
const dependencies = (value: Json, members: Members): Json =>
  [...new Set(textsIn(value).flatMap((address) => members(address)))].sort(byBytes);
