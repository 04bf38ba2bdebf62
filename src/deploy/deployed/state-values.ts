import { blocksNamedBy } from "../../project/named-blocks";
import { LAYERS, type Layer } from "../../base/layers";
import { parseReference, type referencesIn } from "../../terraform/terraform-references";
import { templateParts, unescapeTemplates } from "../../terraform/terraform-templates";
import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../terraform/stack-json";
import { instancesAtDefaults } from "../../terraform/at-defaults";

type Reference = ReturnType<typeof referencesIn>[number];

/** An object in a state. */
export interface StateObject {
  /** `aws_vpc.main`; that of a replaced object which was not destroyed ends with `_deposed_` and its key. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly attributes: JsonObject;
  /** Addresses of managed objects that it depends on. */
  readonly dependencies: readonly string[];
}

/** The values of the states of an environment. */
export class StateValues {
  private readonly byLayer = new Map<Layer, ReadonlyMap<string, StateObject>>();

  constructor(
    readonly states: ReadonlyMap<Layer, JsonObject>,
    private readonly stacks: ReadonlyMap<Layer, StackJson>,
  ) {
    for (const [layer, state] of states) {
      const objects = asArray(state["resources"]).map(asObject).flatMap(objectsOf);
      this.byLayer.set(layer, new Map(objects.map((each) => [each.address, each])));
    }
  }

  /** Objects of a layer by address, with data sources. */
  objects(layer: Layer): ReadonlyMap<string, StateObject> {
    return this.byLayer.get(layer) ?? new Map<string, StateObject>();
  }

  outputs(layer: Layer): JsonObject {
    const outputs = Object.entries(asObject(this.states.get(layer)?.["outputs"]));
    return Object.fromEntries(outputs.map(([name, output]) => [name, asObject(output)["value"] ?? null]));
  }

  /** Whether a value of the configuration refers to something that no state has. */
  isNew(layer: Layer, value: Json): boolean {
    const stack = this.stacks.get(layer);
    const named = stack ? blocksNamedBy(stack, value).filter((each) => !hasNoInstance(stack, each)) : [];
    const remote = [...JSON.stringify(value).replaceAll('\\"', '"').matchAll(REMOTE)].map(([read]) => read);
    return (
      named.some((address) => !this.objects(layer).has(address) && !address.startsWith("data.")) ||
      remote.some((reference) => this.expression(layer, reference) === undefined)
    );
  }

  /** A value of the configuration with the values of the states; undefined where they do not determine it. */
  evaluated(layer: Layer, value: Json): Json | undefined {
    if (typeof value === "string") return this.text(layer, value);
    if (value === null || typeof value !== "object") return value;
    const items = Object.entries(value).map(
      ([key, item]) => [key, this.evaluated(layer, item as Json)] as const,
    );
    if (items.some(([, item]) => item === undefined)) return undefined;
    const known = items as [string, Json][];
    return Array.isArray(value) ? known.map(([, item]) => item) : Object.fromEntries(known);
  }

  private text(layer: Layer, text: string): Json | undefined {
    const parts = templateParts(text).map((part) =>
      "text" in part
        ? unescapeTemplates(part.text)
        : "expression" in part
          ? this.expression(layer, part.expression)
          : undefined,
    );
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    if (parts.some((part) => part === undefined || (typeof part === "object" && part !== null)))
      return undefined;
    return parts.map(String).join("");
  }

  private expression(layer: Layer, expression: string): Json | undefined {
    const written = expression.trim();
    if (!WHOLE_REFERENCE.test(written)) return undefined;
    const reference = parseReference(written);
    return reference && this.referenced(layer, reference);
  }

  private referenced(layer: Layer, { subject, path }: Reference): Json | undefined {
    const local = /^local\.(.+)$/.exec(subject)?.[1];
    if (local !== undefined) {
      const value = asObject(this.stacks.get(layer)?.json["locals"])[local];
      return value === undefined ? undefined : at(this.evaluated(layer, value), path);
    }
    const from = LAYERS.find((each) => subject === `data.terraform_remote_state.${each}`);
    if (from) return at({ outputs: this.outputs(from) }, path);
    return at(this.objects(layer).get(subject)?.attributes, path);
  }
}

/** Whether a block has no instances, so that no state has it. */
export function hasNoInstance(stack: StackJson, address: string): boolean {
  const block = stack.find(address);
  return block !== undefined && instancesAtDefaults(stack, block.config).number === 0;
}

/** A read of an output of another layer. */
const REMOTE = /data\.terraform_remote_state\.\w+\.outputs\.\w+(?:\[(?:\d+|"[^"]*")\])?/g;

/** A reference that is a whole expression, with literal indexes only. */
const WHOLE_REFERENCE = /^(?:data\.)?[A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\]|\["[^"]*"\])+$/;

function objectsOf({ mode, type, name, instances }: JsonObject): StateObject[] {
  const address = `${mode === "data" ? "data." : ""}${String(type)}.${String(name)}`;
  const all = asArray(instances).map(asObject);
  const current = all.find(({ deposed }) => deposed === undefined);
  const objects = all
    .filter((each) => each === current || each["deposed"] !== undefined)
    .map(({ deposed, attributes, dependencies }): StateObject => {
      const suffix = deposed === undefined ? "" : `_deposed_${String(deposed)}`;
      return {
        address: `${address}${suffix}`,
        type: String(type),
        name: `${String(name)}${suffix}`,
        attributes: asObject(undynamic(asObject(attributes))),
        dependencies: asArray(dependencies)
          .map(String)
          .filter((each) => !each.startsWith("data.")),
      };
    });
  return objects;
}

/** States wrap values of a dynamic type, such as manifests and outputs of another state, with their type. */
function undynamic(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => undynamic(item));
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort().join();
  const inner = asObject(value);
  if (keys === "type,value" && Array.isArray(inner["type"])) return undynamic(inner["value"] ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, undynamic(item as Json)]));
}

function at(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((item, step) => {
    if (item === null || typeof item !== "object") return undefined;
    // A block that occurs at most once is a list of one in a state.
    const holder = Array.isArray(item) && typeof step === "string" ? (item[0] as Json | undefined) : item;
    if (holder === null || typeof holder !== "object") return undefined;
    return (holder as Record<string | number, Json | undefined>)[step];
  }, value);
}
