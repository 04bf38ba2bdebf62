import { type Layer } from "../../base/layers";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Action } from "../change";

/** The plan of one stack, from `terraform show -json`. */
export interface StackPlan {
  readonly layer: Layer;
  readonly plan: JsonObject;
}

/** Planned actions on the objects of one block. */
export interface PlannedAction {
  readonly address: string;
  readonly actions: ReadonlyMap<Exclude<Action, "unknown" | "none"> | "forget" | "import", number>;
  /** Previous address of a moved block, or those of its objects. @default - none, the plan moves none of them */
  readonly from?: string;
  /** Arguments that force a replacement. */
  readonly forcing: readonly string[];
}

/** Planned actions by block address; data sources are left out. */
export function plannedActions(plan: JsonObject): ReadonlyMap<string, PlannedAction> {
  const blocks = new Map<string, PlannedAction>();
  for (const resource of asArray(plan["resource_changes"]).map(asObject)) {
    if (resource["mode"] === "data" || isText(resource["deposed"])) continue;
    const address = blockOf(resource["address"]);
    const change = asObject(resource["change"]);
    const known: PlannedAction = blocks.get(address) ?? { address, actions: new Map(), forcing: [] };
    const action = actionOf(change);
    const actions = new Map(known.actions);
    if (action) actions.set(action, (actions.get(action) ?? 0) + 1);
    const previous = isText(resource["previous_address"]) ? blockOf(resource["previous_address"]) : address;
    const from = previous === address ? known.from : joinedAddresses([known.from, previous]);
    const forcing = asArray(change["replace_paths"]).map((path) => asArray(path).filter(isText).join("."));
    blocks.set(address, {
      address,
      actions,
      ...(from === undefined ? {} : { from }),
      forcing: [...new Set([...known.forcing, ...forcing])],
    });
  }
  return blocks;
}

/** Addresses once each, in one text. */
export const joinedAddresses = (addresses: readonly (string | undefined)[]): string | undefined => {
  const all = addresses.flatMap((each) => each?.split(", ") ?? []).map(blockOf);
  return all.length === 0 ? undefined : [...new Set(all)].sort().join(", ");
};

const blockOf = (address: unknown): string => String(address).replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");

const isText = (value: unknown): value is string => typeof value === "string";

type Planned = PlannedAction["actions"] extends ReadonlyMap<infer Key, number> ? Key : never;

/** A replacement has two actions: delete and create. */
function actionOf({ actions, importing }: JsonObject): Planned | undefined {
  const named = asArray(actions).map(String);
  if (named.includes("forget")) return "forget";
  if (named.length === 2) return "replace";
  if (importing !== undefined && importing !== null) return "import";
  const [only = ""] = named;
  return ({ create: "add", update: "change", delete: "destroy" } as const)[only];
}
