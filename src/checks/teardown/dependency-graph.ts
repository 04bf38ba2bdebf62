import { LAYERS, type Layer } from "../../core/layers";
import { type EnvironmentPlan, type PlannedResource } from "../../synthesized/environment-plan";
import { type Json, type JsonObject, type StackJson, asArray, asObject } from "../../synthesized/stack-json";
import { block, oncePerPlan } from "../workload/blocks";
import { type RemoteRead, referencesIn, remoteReadsIn, templatesIn } from "./references";

/** What the expressions of a block name. */
export interface Named {
  readonly names: Set<string>;
  readonly reads: readonly RemoteRead[];
}

/** What depends on what, as Terraform sees it: Terraform destroys in the opposite direction. */
export class DependencyGraph {
  private readonly byAddress = new Map<string, PlannedResource>();
  private readonly providers = new Map<Layer, ReadonlySet<string>>();
  private readonly direct = new Map<PlannedResource, ReadonlySet<PlannedResource>>();
  private readonly named = new Map<PlannedResource, Named>();
  private readonly locals = new Map<string, ReadonlySet<string>>();

  constructor(private readonly plan: EnvironmentPlan) {
    for (const resource of plan.all) this.byAddress.set(`${resource.layer}/${resource.address}`, resource);
    for (const layer of LAYERS) this.providers.set(layer, providersOf(plan.stack(layer)));
  }

  /** True where `from` is destroyed before `to`: it depends on it, or stands in a later layer. */
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

  /** What a resource names in its own layer, by expression or `depends_on`. */
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

  /** What stands in a resource: names such as `aws_vpc.main` and `local.x`, and reads of other layers. */
  namedBy(resource: PlannedResource): Named {
    const known = this.named.get(resource);
    if (known) return known;
    const { layer, config } = resource;
    const { names, reads } = this.namedIn(layer, config);
    for (const text of explicit(config)) {
      const [name] = /^(data\.)?\w+\.[\w-]+/.exec(text) ?? [];
      if (name) names.add(name);
    }
    const found = { names, reads };
    this.named.set(resource, found);
    return found;
  }

  namedIn(layer: Layer, value: Json | undefined): Named {
    const texts = templatesIn(value);
    return {
      names: referencesIn(texts, this.providers.get(layer) ?? new Set()),
      reads: remoteReadsIn(texts),
    };
  }

  has(layer: Layer, address: string): boolean {
    return this.byAddress.has(`${layer}/${address}`);
  }

  /** A local value stands for what its own expression names. */
  private addresses(layer: Layer, name: string): string[] {
    if (!name.startsWith("local.")) return [name];
    const key = `${layer}/${name}`;
    const known = this.locals.get(key);
    if (known) return [...known];
    this.locals.set(key, new Set());
    const value = asObject(this.plan.stack(layer)?.json["locals"])[name.slice("local.".length)];
    const addresses = [...this.namedIn(layer, value).names].flatMap((each) => this.addresses(layer, each));
    this.locals.set(key, new Set(addresses));
    return addresses;
  }
}

export const dependenciesOf = oncePerPlan((plan: EnvironmentPlan) => new DependencyGraph(plan));

/** Addresses that stand as plain text. */
function explicit(config: JsonObject): string[] {
  const { depends_on: after, lifecycle } = config;
  return [...asArray(after), ...asArray(block(lifecycle)["replace_triggered_by"])].map((text) =>
    String(text).replace(/^\$\{(.*)\}$/, "$1"),
  );
}

/** Words that types of a stack begin with. */
function providersOf(stack: StackJson | undefined): ReadonlySet<string> {
  const required = Object.keys(asObject(stack?.terraform["required_providers"]));
  return new Set([...required, ...Object.keys(stack?.providers ?? {}), "terraform"]);
}
