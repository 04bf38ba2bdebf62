import { Mistake } from "../mistake";
import { type Scope, within } from "./scope";
import { type For, type Node } from "./syntax/node";
import { boolOf, valueText } from "./values/convert";
import { Mapping, Sequence, Unknown, type Value, describeValue, object, tuple } from "./values/value";
import { nodeOf } from "./values/residue";

type Evaluate = (node: Node, scope: Scope) => Value;

/** Result of a `for` expression, or the text of a `for` directive. */
export function forResult(node: For, scope: Scope, evaluate: Evaluate): Value {
  const of = evaluate(node.of, scope);
  if (of instanceof Unknown) return open(node, of, scope, evaluate);
  const results: Result[] = [];
  for (const [key, value] of loopItems(of)) {
    const names = new Map([[node.valueName, value]]);
    if (node.keyName !== undefined) names.set(node.keyName, key);
    const inside = within(scope, names);
    const only = node.only ? evaluate(node.only, inside) : true;
    if (only instanceof Unknown) return open(node, of, scope, evaluate);
    if (only === null) throw new Mistake("got the condition null after if, expected a bool");
    if (!boolOf(only)) continue;
    const itemKey = node.key ? evaluate(node.key, inside) : "";
    if (itemKey instanceof Unknown) return open(node, of, scope, evaluate);
    results.push({ key: itemKey, value: evaluate(node.result, inside) });
  }
  if (node.key) return grouped(node, results);
  return tuple(results.map(({ value }) => value));
}

interface Result {
  readonly key: Value;
  readonly value: Value;
}

/** A loop over an unknown value; its own names stay, and all other names are evaluated. */
function open(node: For, of: Value, scope: Scope, evaluate: Evaluate): Unknown {
  const own = [node.keyName, node.valueName].filter((name) => name !== undefined);
  const names = new Map(own.map((name) => [name, new Unknown({ kind: "name", name })]));
  const inside = within(scope, names);
  const part = (each: Node): Node => nodeOf(evaluate(each, inside));
  return new Unknown({
    ...node,
    of: nodeOf(of),
    key: node.key && part(node.key),
    result: part(node.result),
    only: node.only && part(node.only),
  });
}

/** Keys and values in Terraform's order; the key of an item of a set is the item. */
export function loopItems(of: Value): (readonly [Value, Value])[] {
  if (of instanceof Mapping) return [...of.entries];
  if (!(of instanceof Sequence))
    throw new Mistake(`got ${describeValue(of)} after in, expected a list, set, map or object`);
  return of.items.map((item, index) => [of.kind === "set" ? item : index, item] as const);
}

function grouped(node: For, results: readonly Result[]): Value {
  const entries = new Map<string, Value[]>();
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
