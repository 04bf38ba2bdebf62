import { blockAddress, parseReference, type referencesIn } from "../terraform-references";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";

type Reference = ReturnType<typeof referencesIn>[number];

/** A value that is known after apply, or sensitive, or (shape `any`) that no planned object has. */
export class Unplanned {
  constructor(readonly shape: "text" | "list" | "map" | "any") {}
}

/** A value of a plan, with its unknown parts. */
export type Planned =
  null | boolean | number | string | Unplanned | readonly Planned[] | { readonly [key: string]: Planned };

/** An instance of a block, with its `count` index or `for_each` key, if any. */
export interface Instance {
  readonly key: number | string | undefined;
  readonly values: Planned;
  /** Values before the plan; null if the plan creates it. */
  readonly before: Planned;
}

/** Place of an expression. */
export interface PlanPlace {
  /** `aws_iam_role.nodes`, `output.vpc_id`, `provider.helm`. */
  readonly address: string;
  /** `vpc_config.subnet_ids` */
  readonly attribute: string;
  /** Planned values, with the key of each instance of the block. */
  readonly values: readonly { readonly key: number | string | undefined; readonly value: Planned }[];
  /** Value of the synthesized stack at this place. */
  readonly source: Json | undefined;
}

/** Values in a plan, by the references that expressions use. */
export class PlannedValues {
  private readonly instances = new Map<string, Instance[]>();
  private readonly variables: JsonObject;
  private readonly outputs: JsonObject;

  constructor(plan: JsonObject) {
    this.variables = asObject(plan["variables"]);
    this.outputs = asObject(plan["output_changes"]);
    // data sources that are read while planning are not changes; they are in the prior state
    const prior = asObject(asObject(asObject(plan["prior_state"])["values"])["root_module"]);
    for (const resource of asArray(prior["resources"]).map(asObject)) {
      if (resource["mode"] !== "data") continue;
      const values = planned(resource["values"], undefined, resource["sensitive_values"]);
      this.add(resource, values, values);
    }
    for (const resource of asArray(plan["resource_changes"]).map(asObject)) {
      const { before, after, after_unknown, after_sensitive } = asObject(resource["change"]);
      if (after === null || after === undefined || "deposed" in resource) continue;
      this.add(resource, planned(after, after_unknown, after_sensitive), before ?? null);
    }
  }

  /** Instances of a block; empty if the plan has none. */
  instancesOf(address: string): readonly Instance[] {
    return this.instances.get(address) ?? [];
  }

  output(name: string): Planned {
    const { after, after_unknown, after_sensitive } = asObject(this.outputs[name]);
    return planned(after, after_unknown, after_sensitive);
  }

  /** Value of a reference; undefined if the plan does not contain it. */
  of(written: string, key: Instance["key"]): Planned | undefined {
    const reference = parseReference(written);
    return reference && this.valueAt(reference, key);
  }

  private valueAt({ subject, key: index, path }: Reference, key: Instance["key"]): Planned | undefined {
    if (subject === "each.key" || subject === "each.value" || subject === "count.index") {
      // each value of a set is its own key; the values of a map will not match the text
      return path.length === 0 ? key : undefined;
    }
    if (subject === "path.module" || subject === "path.root") return ".";
    if (subject.startsWith("var.")) {
      return step(asObject(this.variables[subject.slice("var.".length)])["value"], path);
    }
    const instance = this.instancesOf(subject).find((each) => each.key === index);
    return instance && step(instance.values, path);
  }

  private add(resource: JsonObject, values: Planned, before: Planned): void {
    const { address, index } = resource;
    const block = blockAddress(String(address));
    const key = typeof index === "number" || typeof index === "string" ? index : undefined;
    const known = this.instances.get(block) ?? [];
    this.instances.set(block, [...known.filter((each) => each.key !== key), { key, values, before }]);
  }
}

/** A value with its unknown parts. Sensitive values count as unknown, so that no message shows them. */
function planned(after: Json | undefined, unknown: Json | undefined, sensitive: Json | undefined): Planned {
  if (sensitive === true) return new Unplanned("text");
  if (unknown === true) return new Unplanned(shapeOf(sensitive));
  if (Array.isArray(after)) {
    return asArray(after).map((item, index) =>
      planned(item, asArray(unknown)[index], asArray(sensitive)[index]),
    );
  }
  if (after !== null && typeof after === "object") {
    const [values, unknowns, marks] = [asObject(after), asObject(unknown), asObject(sensitive)];
    const keys = new Set([
      ...Object.keys(values),
      ...Object.keys(unknowns).filter((key) => isAnyUnknown(unknowns[key])),
    ]);
    return Object.fromEntries([...keys].map((key) => [key, planned(values[key], unknowns[key], marks[key])]));
  }
  return (after ?? null) as Planned;
}

/** Terraform prints an empty list or object of sensitivity marks if a whole list or map is unknown. */
const shapeOf = (marks: Json | undefined): Unplanned["shape"] =>
  Array.isArray(marks) ? "list" : marks !== null && typeof marks === "object" ? "map" : "text";

const isAnyUnknown = (unknown: Json | undefined): boolean =>
  unknown === true || (unknown !== null && typeof unknown === "object");

/** A part of a value: undefined if it does not exist, and unknown if the whole value is. */
export function step(value: Planned | undefined, path: readonly (string | number)[]): Planned | undefined {
  let current = value;
  for (const key of path) {
    if (current instanceof Unplanned) return new Unplanned("text");
    if (current === null || typeof current !== "object") return undefined;
    current = Array.isArray(current)
      ? (current as readonly Planned[])[Number(key)]
      : (current as { readonly [key: string]: Planned })[key];
  }
  return current;
}

export function isKnown(value: Planned | undefined): value is Json {
  if (value === undefined || value instanceof Unplanned) return false;
  if (value === null || typeof value !== "object") return true;
  return Object.values(value).every(isKnown);
}

export const isPlannedScalar = (value: Planned | undefined): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** Equality as in Terraform: a number or boolean equals its text. */
export const isSameScalar = (one: Planned, other: Planned): boolean =>
  isPlannedScalar(one) && isPlannedScalar(other)
    ? String(one) === String(other)
    : one === null && other === null;
