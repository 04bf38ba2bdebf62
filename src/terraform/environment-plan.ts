import { type StatedTypes } from "../facts/stated-types";
import { LAYERS, type Layer } from "../base/layers";
import { instancesAtDefaults, valuesOfModule } from "./at-defaults";
import { type ReferredName, joinedList, partOf, referredBy } from "./language/followed";
import { blockAddress } from "./terraform-references";
import { isTemplate, unescapeTemplates } from "./terraform-templates";
import { type OutputStack } from "./output";
import { type ResourceTypes } from "./generated/resource-types";
import {
  type Json,
  type JsonObject,
  type StackJson,
  type SynthesizedResource,
  asArray,
  asObject,
  blocks,
  lookupType,
  texts,
  writtenText,
} from "./stack-json";

/** A resource or data source, with its layer. Its arguments are typed where its type is known. */
export interface PlannedResource<Config extends JsonObject = JsonObject> extends SynthesizedResource {
  readonly layer: Layer;
  readonly config: Config;
}

/** A resource of a known type, such as `ResourceOf<"aws_vpc">`. */
export type ResourceOf<Type extends keyof ResourceTypes> = PlannedResource<ResourceTypes[Type]> & {
  readonly type: NameOf<Type>;
};

/** The type as blocks name it: that of `data.aws_vpc` is `aws_vpc`. */
type NameOf<Type extends string> = Type extends `data.${infer Name}` ? Name : Type;

/** A value, with the layer in which its expressions are evaluated. */
export interface InLayer {
  readonly layer: Layer;
  readonly value: Json | undefined;
}

/** The resource to which a value refers. */
interface Referred {
  readonly target: PlannedResource;
  /** Path to the attribute; empty for the whole resource. */
  readonly path: readonly (string | number)[];
  /** Whether the value is that of the attribute. A function can change it: `replace(aws_eks_cluster.main.endpoint, "https://", "")`. */
  readonly isValue: boolean;
}

/** All layers of one environment. References are followed across layers. */
export class EnvironmentPlan {
  private readonly stacks: ReadonlyMap<Layer, StackJson>;
  private readonly byType = new Map<string, PlannedResource[]>();
  private readonly byAddress = new Map<string, PlannedResource>();
  /** The first instance of each block of which a possible plan has the instances. */
  private readonly firstInstances = new Map<string, PlannedResource>();
  /** Cache of followed expressions; many places have the same one. */
  private readonly followed = new Map<Layer, Map<string, InLayer>>(LAYERS.map((layer) => [layer, new Map()]));

  constructor(
    readonly name: string,
    stacks: readonly Pick<OutputStack, "layer" | "stack">[],
    /** Sizes of instance types that the file states, which nothing proves. */
    readonly statedTypes: StatedTypes = {},
  ) {
    this.stacks = new Map(stacks.map(({ layer, stack }) => [layer, stack]));
    for (const layer of LAYERS) {
      const stack = this.stacks.get(layer);
      if (!stack) continue;
      for (const block of [...stack.resources(), ...stack.dataSources()]) {
        const planned = { ...block, layer };
        const type = lookupType(block);
        const known = this.byType.get(type);
        if (known) known.push(planned);
        else this.byType.set(type, [planned]);
        this.byAddress.set(`${layer}/${block.address}`, planned);
        const whole = blockAddress(block.address);
        if (whole !== block.address && !this.firstInstances.has(`${layer}/${whole}`))
          this.firstInstances.set(`${layer}/${whole}`, planned);
      }
    }
  }

  stack(layer: Layer): StackJson | undefined {
    return this.stacks.get(layer);
  }

  /** Results of a function for all stacks, in the order of the layers. */
  inAllStacks<T>(read: (stack: StackJson, layer: Layer) => readonly T[]): T[] {
    return LAYERS.flatMap((layer) => {
      const stack = this.stacks.get(layer);
      return stack ? read(stack, layer) : [];
    });
  }

  /** The environment with other stacks. */
  withStacks(change: (stack: StackJson, layer: Layer) => StackJson): EnvironmentPlan {
    const stacks = [...this.stacks].map(([layer, stack]) => ({ layer, stack: change(stack, layer) }));
    return new EnvironmentPlan(this.name, stacks, this.statedTypes);
  }

  /** Resources of one type in all layers; the type of a data source begins with `data.`. */
  resources<Type extends keyof ResourceTypes>(type: Type): readonly ResourceOf<Type>[];
  resources(type: string): readonly PlannedResource[];
  resources(type: string): readonly PlannedResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource or data source at an address, or the first of its instances. */
  find(layer: Layer, address: string): PlannedResource | undefined {
    return this.byAddress.get(`${layer}/${address}`) ?? this.firstInstances.get(`${layer}/${address}`);
  }

  /** Resources and data sources of all layers. */
  get all(): readonly PlannedResource[] {
    return [...this.byAddress.values()];
  }

  /** Follows a value to its origin, through outputs of other layers and local values. */
  follow(start: InLayer): InLayer {
    const { layer, value } = start;
    if (!isExpression(value)) return start;
    const known = this.followed.get(layer)?.get(value) ?? this.followUncached(start);
    this.followed.get(layer)?.set(value, known);
    return known;
  }

  private followUncached(start: InLayer): InLayer {
    let current = start;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = this.step(current);
      if (!next) return current;
      current = next;
    }
    return current;
  }

  /** Items of a list, after following references; a single value is a list of one. */
  items(start: InLayer): InLayer[] {
    const { layer, value } = this.follow(unjoined(this.follow(unjoined(start))));
    if (value === undefined || value === null || value === "") return [];
    if (!Array.isArray(value)) return [{ layer, value }];
    return asArray(value).map((item) => this.follow({ layer, value: item }));
  }

  /** The resource that a value refers to; undefined for literals. */
  target(start: InLayer): PlannedResource | undefined {
    return this.referred(start)?.target;
  }

  /** The resource that a value refers to, and the attribute of it. */
  referred(start: InLayer): Referred | undefined {
    const { layer, value } = this.follow(start);
    const found = isExpression(value) ? referredBy(value) : undefined;
    if (!found) return undefined;
    const { subject, key, path, isValue } = found;
    const instance = key === undefined ? undefined : `${layer}/${subject}[${JSON.stringify(key)}]`;
    const target = this.byAddress.get(instance ?? "") ?? this.find(layer, subject);
    return target && { target, path, isValue };
  }

  /** The variable that turns a resource on and off, and the number of its objects while it is on. */
  switchedBy({ layer, config }: PlannedResource) {
    const stack = this.stacks.get(layer);
    return stack && instancesAtDefaults(stack, config).switchedBy();
  }

  /** Identifies a value, equal in all layers: an address with its layer, or the literal. */
  identity(start: InLayer): string {
    const target = this.target(start);
    if (target) return `${target.layer}/${target.address}`;
    const { value } = this.follow(start);
    return writtenText(value);
  }

  /** Literal text of a value, after following references; undefined if it is known after apply. */
  text(start: InLayer): string | undefined {
    const value = this.known(this.follow(start));
    return typeof value === "string" && !isTemplate(value) ? unescapeTemplates(value) : undefined;
  }

  private step({ layer, value }: InLayer): InLayer | undefined {
    if (!isExpression(value) || PLAIN.test(value)) return undefined;
    const read = referredBy(value);
    const source = LAYERS.find((each) => read?.subject === `data.terraform_remote_state.${each}`);
    const output = source && read && this.output(source, read);
    if (output) return output;
    const result = this.known({ layer, value });
    return result === value ? undefined : { layer, value: result };
  }

  /** A value in which the local values of its layer are written out. */
  private known({ layer, value }: InLayer): Json | undefined {
    const stack = this.stacks.get(layer);
    return stack && typeof value === "string" && value.includes("{")
      ? withLocals(stack, layer)(value)
      : value;
  }

  /** The output of a layer that another layer reads. */
  private output(
    layer: Layer,
    { steps: [outputs, name, ...steps], isWhole }: ReferredName,
  ): InLayer | undefined {
    const output = asObject(this.stacks.get(layer)?.outputs[String(name?.to)])["value"];
    if (!isWhole || outputs?.to !== "outputs" || output === undefined) return undefined;
    return { layer, value: partOf(output, steps) };
  }
}

/** Values of a stack in which local values are written out. Variables can have another value in each apply. */
const withLocals = memoizePerStack((stack) => valuesOfModule(stack.json, {}));

/** A reference that begins with a block of the same layer, or with `var`, `each` or `path`. */
const PLAIN = /^\$\{(?!local\.|data\.terraform_remote_state\.)[a-z]\w*\.[\w-]+(?:\.[\w-]+|\[\d+\])*\}$/;

/** Whether a value is a string that begins with an expression. */
const isExpression = (value: Json | undefined): value is string =>
  typeof value === "string" && value.startsWith("${");

/** Limit on chained references, which stops at a cycle; no environment has as many. */
const MOST_STEPS = 20;

/** The list in `${join(",", list)}`, the form that annotations need. */
function unjoined({ layer, value }: InLayer): InLayer {
  const list = isExpression(value) && value.includes("join") ? joinedList(value) : undefined;
  return { layer, value: list ?? value };
}

/** The environments of an output folder, each with all of its layers, and with the sizes that its file states. */
export function groupByEnvironment(
  stacks: readonly OutputStack[],
  statedTypesOf: (environment: string) => StatedTypes | undefined = () => undefined,
): EnvironmentPlan[] {
  const names = [...new Set(stacks.map(({ environment }) => environment))];
  return names.map(
    (name) =>
      new EnvironmentPlan(
        name,
        stacks.filter(({ environment }) => environment === name),
        statedTypesOf(name),
      ),
  );
}

/** An attribute as a value whose references can be resolved. */
export const inLayer = (resource: PlannedResource, value: Json | undefined): InLayer => ({
  layer: resource.layer,
  value,
});

/** True for a data source, such as a part of an existing network: others create, change and pay it. */
export const isFound = ({ address }: Pick<PlannedResource, "address">): boolean =>
  address.startsWith("data.");

/** Values of a filter of a data source. */
export const filterValues = ({ config }: { readonly config: JsonObject }, name: string): string[] =>
  blocks(config["filter"])
    .filter((filter) => filter["name"] === name)
    .flatMap(({ values }) => texts(values));

/** Caches the result of a function for each plan, because many checks need it. */
export function memoizePerPlan<T>(read: (plan: EnvironmentPlan) => T): (plan: EnvironmentPlan) => T {
  const known = new WeakMap<EnvironmentPlan, { readonly read: T }>();
  return (plan) => {
    const entry = known.get(plan) ?? { read: read(plan) };
    known.set(plan, entry);
    return entry.read;
  };
}

/**
 * Caches the result of a function for each stack. The plans of a review, and of the moments between its applies, share the stacks
 * that do not differ.
 */
export function memoizePerStack<T>(
  read: (stack: StackJson, layer: Layer) => T,
): (stack: StackJson, layer: Layer) => T {
  const known = new WeakMap<StackJson, { readonly layer: Layer; readonly read: T }>();
  return (stack, layer) => {
    const found = known.get(stack);
    if (found?.layer === layer) return found.read;
    const entry = { layer, read: read(stack, layer) };
    known.set(stack, entry);
    return entry.read;
  };
}
