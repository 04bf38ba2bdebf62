import { LAYERS, type Layer } from "../base/layers";
import { blockAddress, referencesIn } from "../terraform/terraform-references";
import { onlyExpression } from "../terraform/terraform-templates";
import { block, groupBy, memoizePerPlan, memoizePerStack } from "./blocks";
import { templatedTextsIn } from "./templated-texts";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type JsonObject, type StackJson, asArray, asObject } from "../terraform/stack-json";
import { type RemoteRead, namesOf, remoteReadsOf } from "./dependencies-references";

/** References of a block: names in its layer, and reads of other layers. */
export interface Named {
  readonly names: ReadonlySet<string>;
  readonly reads: readonly RemoteRead[];
}

const NOTHING: Named = { names: new Set(), reads: [] };

/** Dependencies between resources, as Terraform derives them; a destroy follows them in reverse. */
class DependencyGraph {
  /** Resources by layer and address of their block, of which there can be several instances. */
  private readonly byAddress: ReadonlyMap<string, readonly PlannedResource[]>;
  private readonly direct = new Map<PlannedResource, ReadonlySet<PlannedResource>>();
  private readonly locals = new Map<string, ReadonlySet<string>>();

  constructor(private readonly plan: EnvironmentPlan) {
    this.byAddress = groupBy(plan.all, ({ layer, address }) => `${layer}/${blockAddress(address)}`);
  }

  /** True if `from` is destroyed before `to`: it depends on `to`, or is in a later layer. */
  outlives(to: PlannedResource, from: PlannedResource): boolean {
    if (from.layer !== to.layer) return LAYERS.indexOf(from.layer) > LAYERS.indexOf(to.layer);
    const seen = new Set<PlannedResource>();
    const waiting = [from];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const needs = this.needs(next);
      if (needs.has(to)) return true;
      for (const need of needs) {
        if (seen.has(need)) continue;
        seen.add(need);
        waiting.push(need);
      }
    }
    return false;
  }

  /** Resources that depend on themselves, each cycle once, from one resource to the last before it again. */
  cycles(): PlannedResource[][] {
    const found: PlannedResource[][] = [];
    const done = new Set<PlannedResource>();
    const path: PlannedResource[] = [];
    const visit = (resource: PlannedResource): void => {
      if (done.has(resource)) return;
      const start = path.indexOf(resource);
      if (start !== -1) {
        found.push(path.slice(start));
        return;
      }
      path.push(resource);
      for (const need of this.needs(resource)) visit(need);
      path.pop();
      done.add(resource);
    };
    for (const resource of this.plan.all) visit(resource);
    return found;
  }

  /** Resources of its own layer that a resource references, by expression or `depends_on`. */
  private needs(resource: PlannedResource): ReadonlySet<PlannedResource> {
    const known = this.direct.get(resource);
    if (known) return known;
    const addresses = [...this.namedBy(resource).names].flatMap((name) =>
      this.addresses(resource.layer, name),
    );
    const needs = new Set(
      addresses.flatMap((address) => this.byAddress.get(`${resource.layer}/${address}`) ?? []),
    );
    this.direct.set(resource, needs);
    return needs;
  }

  /** References of a block; its address is that of a resource, or `output.x`, `provider.aws`, `locals.x`. */
  namedBy({ layer, address }: { readonly layer: Layer; readonly address: string }): Named {
    const stack = this.plan.stack(layer);
    return (stack && namedByBlocks(stack, layer).get(address)) ?? NOTHING;
  }

  /** Whether the configuration has a block, with or without an instance. */
  has(layer: Layer, address: string): boolean {
    return (
      this.byAddress.has(`${layer}/${address}`) || (this.plan.stack(layer)?.absent.includes(address) ?? false)
    );
  }

  /** Addresses behind a name; a local value resolves to the references of its expression. */
  private addresses(layer: Layer, name: string): string[] {
    if (!name.startsWith("local.")) return [name];
    const key = `${layer}/${name}`;
    const known = this.locals.get(key);
    if (known) return [...known];
    this.locals.set(key, new Set());
    const { names } = this.namedBy({ layer, address: name.replace("local.", "locals.") });
    const addresses = [...names].flatMap((each) => this.addresses(layer, each));
    this.locals.set(key, new Set(addresses));
    return addresses;
  }
}

export const dependenciesOf = memoizePerPlan((plan: EnvironmentPlan) => new DependencyGraph(plan));

/** References of each block of a stack by its address, by expression or `depends_on`. */
const namedByBlocks = memoizePerStack((stack, layer): ReadonlyMap<string, Named> => {
  const blocks = new Map<string, { names: Set<string>; reads: RemoteRead[] }>();
  const providers = providersOf(stack);
  // Many places reference the same value.
  const known = new Map<string, { names: readonly string[]; reads: readonly RemoteRead[] }>();
  const parsed = (expression: string) => {
    const references = referencesIn(expression);
    return { names: namesOf(references, providers), reads: remoteReadsOf(references) };
  };
  const namedBy = (address: string) => {
    const made = blocks.get(address) ?? { names: new Set(), reads: [] };
    blocks.set(address, made);
    return made;
  };
  for (const { address, path, expressions } of templatedTextsIn(stack, layer)) {
    // An ignored attribute is not a reference.
    if (path.startsWith("lifecycle.ignore_changes.")) continue;
    const { names, reads } = namedBy(address);
    for (const { source } of expressions) {
      const read = known.get(source) ?? parsed(source);
      known.set(source, read);
      for (const name of read.names) names.add(name);
      reads.push(...read.reads);
    }
  }
  for (const { address, config } of [...stack.resources(), ...stack.dataSources()]) {
    for (const text of explicit(config)) {
      const [name] = /^(data\.)?\w+\.[\w-]+/.exec(text) ?? [];
      if (name) namedBy(address).names.add(name);
    }
  }
  return blocks;
});

/** Addresses that are written as plain text. */
function explicit(config: JsonObject): string[] {
  const { depends_on: after, lifecycle } = config;
  return [...asArray(after), ...asArray(block(lifecycle)["replace_triggered_by"])].map(
    (text) => onlyExpression(String(text)) ?? String(text),
  );
}

/** First words of the resource types of a stack. */
function providersOf(stack: StackJson): ReadonlySet<string> {
  const required = Object.keys(asObject(stack.terraform["required_providers"]));
  return new Set([...required, ...Object.keys(stack.providers), "terraform"]);
}
