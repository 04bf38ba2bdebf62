import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";

/** An item of a list on both sides, or on one of them. */
export interface Pair {
  readonly label: string;
  /** @default - the item is added */
  readonly was?: JsonObject;
  /** @default - the item is removed */
  readonly is?: JsonObject;
  /** Position of `was` in its list. @default - it is on one side only */
  readonly from?: number;
}

/** Items of one side that have no partner yet, by a key. */
class Waiting {
  private readonly byKey = new Map<string, number[]>();

  constructor(
    items: readonly JsonObject[],
    left: ReadonlySet<number>,
    private readonly keyOf: (item: JsonObject) => string | undefined,
  ) {
    // the last first, since `pop` takes the last
    for (const index of [...left].reverse()) {
      const key = keyOf(items[index] ?? {});
      if (key === undefined) continue;
      const known = this.byKey.get(key);
      if (known) known.push(index);
      else this.byKey.set(key, [index]);
    }
  }

  take(item: JsonObject): number | undefined {
    const key = this.keyOf(item);
    return key === undefined ? undefined : this.byKey.get(key)?.pop();
  }
}

/** Pairs list items: equal ones first, then by name, then the rest in order. Each step looks at each item once. */
export function pairsOf(old: readonly JsonObject[], now: readonly JsonObject[]): Pair[] {
  const left = new Set(old.keys());
  const matched = new Map<number, number>();
  for (const keyOf of [canonical, identityOf, restOf]) {
    const waiting = new Waiting(old, left, keyOf);
    now.forEach((is, index) => {
      if (matched.has(index)) return;
      const found = waiting.take(is);
      if (found === undefined) return;
      matched.set(index, found);
      left.delete(found);
    });
  }
  const labelOf = (item: JsonObject, index: number): string => shownName(item) ?? String(index);
  return [
    ...now.map((is, index): Pair => {
      const from = matched.get(index);
      const was = from === undefined ? undefined : old[from];
      return {
        label: labelOf(is, index),
        is,
        ...(was ? { was } : {}),
        ...(from === undefined ? {} : { from }),
      };
    }),
    ...[...left].map((index): Pair => {
      const was = old[index] ?? {};
      return { label: labelOf(was, index), was };
    }),
  ];
}

/** The value as text, independent of the order of its keys. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, held: Json) =>
    held !== null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([one], [other]) => (one < other ? -1 : 1)))
      : held,
  );
}

const NAMES = ["Sid", "name", "key", "alias", "id", "from", "path", "alert", "record", "title"];

/** The name of an item in a list: that of a block, a statement, a Kubernetes object, an alert rule, or the title of a panel. */
export function itemName(item: JsonObject): string | undefined {
  const names = NAMES.map((key) => item[key]);
  return [...names, asObject(item["metadata"])["name"]].find((name) => typeof name === "string");
}

/** The name with the kind of an object of Kubernetes. */
function shownName(item: JsonObject): string | undefined {
  const [name, kind] = [itemName(item), item["kind"]];
  return name !== undefined && typeof kind === "string" ? `${kind} ${name}` : name;
}

/** The number or the name that identifies an item. Objects of Kubernetes of several kinds can have one name. */
function identityOf(item: JsonObject): string | undefined {
  const name = typeof item["id"] === "number" ? item["id"] : itemName(item);
  return name === undefined ? undefined : JSON.stringify([item["kind"], name]);
}

/** Items without a name are all alike. */
const restOf = (item: JsonObject): string | undefined => (identityOf(item) === undefined ? "" : undefined);
