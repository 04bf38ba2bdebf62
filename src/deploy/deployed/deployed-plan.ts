import { blocksNamedBy } from "../../project/named-blocks";
import { type BlockSchema, PROVIDER_SCHEMAS } from "../../facts/provider-schema";
import { LAYERS, type Layer, stackName } from "../../base/layers";
import { META } from "../../terraform/meta-arguments";
import {
  type Json,
  type JsonObject,
  StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
} from "../../terraform/stack-json";
import { BackReferences, isEmptyValue } from "./references";
import { isSameValue } from "./same-value";
import { type StateObject, StateValues, hasNoInstance } from "./state-values";

/**
 * The configuration that the states of an environment have, in the form of a synth. Where a state has the value of the new
 * configuration, its expression stays; any other value is that of the state, with the references that its ids show. Layers
 * without a state are left out.
 */
export function deployedStacks(
  environment: string,
  states: ReadonlyMap<Layer, JsonObject>,
  configured: ReadonlyMap<Layer, StackJson>,
): ReadonlyMap<Layer, StackJson> {
  const values = new StateValues(states, configured);
  return new Map(
    LAYERS.flatMap((layer) => {
      const stack = configured.get(layer);
      if (!states.has(layer) || !stack) return [];
      const json = new DeployedLayer(layer, stack, values).json;
      return [[layer, new StackJson(stackName(environment, layer), json)] as const];
    }),
  );
}

class DeployedLayer {
  private readonly references: BackReferences;

  constructor(
    private readonly layer: Layer,
    private readonly stack: StackJson,
    private readonly values: StateValues,
  ) {
    this.references = new BackReferences(values, layer);
  }

  get json(): JsonObject {
    // Moves, imports and removals are of the next apply.
    const { moved, removed, import: imported, ...rest } = this.stack.json;
    void [moved, removed, imported];
    return { ...rest, resource: this.resources(), output: this.outputs() };
  }

  private resources(): JsonObject {
    const resources: Record<string, Record<string, Json>> = {};
    const put = (type: string, name: string, config: Json) => {
      resources[type] = { ...resources[type], [name]: config };
    };
    for (const each of this.stack.resources()) {
      const object = this.values.objects(this.layer).get(each.address);
      if (object) put(each.type, each.name, this.reconciled(each, object));
      else if (hasNoInstance(this.stack, each.address)) put(each.type, each.name, each.config);
    }
    for (const object of this.values.objects(this.layer).values()) {
      const { address, type, name } = object;
      if (address.startsWith("data.") || this.stack.find(address)) continue;
      const moved = this.movedTo(address);
      put(type, name, moved ? this.reconciled(moved, object) : this.fromState(object));
    }
    return resources;
  }

  private movedTo(address: string): SynthesizedResource | undefined {
    const block = asArray(this.stack.json["moved"])
      .map(asObject)
      .find(({ from }) => from === address);
    return block && this.stack.find(String(block["to"]));
  }

  private reconciled(
    { type, config }: SynthesizedResource,
    { address, attributes }: StateObject,
  ): JsonObject {
    const schema = schemaOf(type);
    const entries = Object.entries(config).flatMap(([key, value]): [string, Json][] => {
      if (!isCompared(key) || !(key in attributes)) return [[key, value]];
      const evaluated = this.values.evaluated(this.layer, value);
      const deployed = attributes[key];
      const isKept =
        !this.values.isNew(this.layer, value) &&
        (evaluated === undefined || isSameValue(evaluated, deployed, schema?.blocks?.[key]));
      if (isKept) return [[key, value]];
      return deployed === undefined || isEmptyValue(deployed)
        ? []
        : [[key, this.references.restored(deployed, address)]];
    });
    return Object.fromEntries(entries);
  }

  /** An object that the configuration does not have. */
  private fromState({ address, type, attributes, dependencies }: StateObject): JsonObject {
    const schema = schemaOf(type);
    const known = schema && [...schema.attributes.split(" "), ...Object.keys(schema.blocks ?? {})];
    const written = Object.fromEntries(
      Object.entries(attributes)
        .filter(
          ([key, value]) => !isEmptyValue(value) && (known?.includes(key) ?? true) && key !== "tags_all",
        )
        .map(([key, value]) => [key, this.references.restored(value, address)]),
    );
    return dependencies.length === 0 ? written : { ...written, depends_on: dependencies };
  }

  private outputs(): JsonObject {
    // Terraform 1.11.4 stores no output that is null, such as one of a block without instances (seen 2026-11-29).
    const unset = Object.entries(this.stack.outputs).filter(([, output]) =>
      blocksNamedBy(this.stack, asObject(output)["value"] ?? null).some((each) =>
        hasNoInstance(this.stack, each),
      ),
    );
    const stored = {
      ...Object.fromEntries(unset.map(([name]) => [name, null])),
      ...this.values.outputs(this.layer),
    };
    return Object.fromEntries(
      Object.entries(stored).map(([name, deployed]) => {
        const output = asObject(this.stack.outputs[name]);
        const value = output["value"];
        const evaluated = value === undefined ? undefined : this.values.evaluated(this.layer, value);
        const isKept =
          value !== undefined &&
          !this.values.isNew(this.layer, value) &&
          (evaluated === undefined || isSameValue(evaluated, deployed));
        return [name, { ...output, value: isKept ? value : this.references.restored(deployed, "") }];
      }),
    );
  }
}

/** Arguments that a state does not have, or not as they were written. */
const isCompared = (key: string): boolean =>
  !META.includes(key) && key !== "timeouts" && !key.endsWith("_wo") && key !== "tags_all";

const schemaOf = (type: string): BlockSchema | undefined =>
  PROVIDER_SCHEMAS[type.split("_")[0] ?? ""]?.resources[type];
