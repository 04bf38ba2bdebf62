import { Mistake } from "../mistake";
import { type NameScope, within } from "./scope";
import { type For, type Expression } from "./syntax/expression";
import { boolOf, valueText } from "./values/convert";
import { HclMap, HclUnknown, type HclValue, Sequence, describeValue, object, tuple } from "./values/value";
import { expressionOfValue } from "./values/residue";

type Evaluate = (node: Expression, scope: NameScope) => HclValue;

/** Result of a `for` expression, or the text of a `for` directive. */
export function forResult(node: For, scope: NameScope, evaluate: Evaluate): HclValue {
  const of = evaluate(node.of, scope);
  if (of instanceof HclUnknown) return open(node, of, scope, evaluate, node.only ? undefined : of.least);
  if (node.only) refuseCondition(evaluate(node.only, ofOpenNames(node, scope)));
  const results: Result[] = [];
  let isOpen = false;
  for (const [key, value] of loopItems(of)) {
    const names = new Map([[node.valueName, value]]);
    if (node.keyName !== undefined) names.set(node.keyName, key);
    const inside = within(scope, names);
    const only = node.only ? evaluate(node.only, inside) : true;
    isOpen ||= only instanceof HclUnknown;
    if (only instanceof HclUnknown) continue;
    refuseCondition(only);
    if (!boolOf(only)) continue;
    const itemKey = node.key ? evaluate(node.key, inside) : "";
    isOpen ||= itemKey instanceof HclUnknown;
    results.push({ key: itemKey, value: evaluate(node.result, inside) });
  }
  if (isOpen) return open(node, of, scope, evaluate, results.length);
  if (node.key) return grouped(node, results);
  return tuple(results.map(({ value }) => value));
}

interface Result {
  readonly key: HclValue;
  readonly value: HclValue;
}

/** Terraform refuses a condition that is wrong for every item, also where there is none. */
function refuseCondition(only: HclValue): void {
  if (only === null) throw new Mistake("got the condition null after if, expected a bool");
  if (!(only instanceof HclUnknown)) boolOf(only);
}

/** A scope in which the names of a loop have no value. */
function ofOpenNames(node: For, scope: NameScope): NameScope {
  const own = [node.keyName, node.valueName].filter((name) => name !== undefined);
  return within(scope, new Map(own.map((name) => [name, new HclUnknown({ kind: "name", name })])));
}

/** A loop over an unknown value; its own names stay, and all other names are evaluated. */
function open(
  node: For,
  of: HclValue,
  scope: NameScope,
  evaluate: Evaluate,
  least: number | undefined,
): HclUnknown {
  const inside = ofOpenNames(node, scope);
  const part = (each: Expression): Expression => expressionOfValue(evaluate(each, inside));
  return new HclUnknown(
    {
      ...node,
      of: expressionOfValue(of),
      key: node.key && part(node.key),
      result: part(node.result),
      only: node.only && part(node.only),
    },
    // Items can have one key.
    node.key && least !== undefined ? Math.min(1, least) : least,
  );
}

/** Keys and values in Terraform's order; the key of an item of a set is the item. */
export function loopItems(of: HclValue): (readonly [HclValue, HclValue])[] {
  if (of instanceof HclMap) return [...of.entries];
  if (!(of instanceof Sequence))
    throw new Mistake(`got ${describeValue(of)} after in, expected a list, set, map or object`);
  return of.items.map((item, index) => [of.kind === "set" ? item : index, item] as const);
}

function grouped(node: For, results: readonly Result[]): HclValue {
  const entries = new Map<string, HclValue[]>();
  for (const { key, value } of results) {
    if (key === null) throw new Mistake("got the key null, expected a string");
    const name = valueText(key);
    const values = entries.get(name);
    if (values && !node.grouped)
      throw new Mistake(`got the key ${name} twice, expected different keys, or ... after the value`);
    entries.set(name, [...(values ?? []), value]);
  }
  return object(
    [...entries].map(([key, values]) => [key, node.grouped ? tuple(values) : (values[0] ?? null)] as const),
  );
}
