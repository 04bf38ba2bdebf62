import {
  type EnvironmentPlan,
  memoizePerPlan,
  memoizePerStack,
  type PlannedResource,
} from "../terraform/environment-plan";
import { secretLooksIn } from "../terraform/secret-looks";
import { type PlacedText, placedTextsIn } from "./text/placed-texts";
import { type ExpressionNames, expressionNames } from "./text/expression-names";
import { type LayerRead, remoteReadsOf, targetNames } from "./text/dependencies-references";
import { onlyExpression, templatesOf } from "../terraform/terraform-templates";
import { type Layer, LAYERS } from "../base/layers";
import { blockAddress, referencesIn } from "../terraform/terraform-references";
import { groupBy } from "../base/group-by";
import { asArray, asObject, block, type JsonObject, type StackJson } from "../terraform/stack-json";

/** Texts of all stacks, which are searched once for all checks. */
export const stackTexts = (plan: EnvironmentPlan) => ({
  /** Texts that a check may report, found with fast patterns; each check then examines them in detail. */
  get noteworthy() {
    return noteworthyTexts(plan);
  },
  /** Texts that Terraform evaluates. */
  get templated() {
    return templatedTexts(plan);
  },
});

const noteworthyTexts = memoizePerPlan((plan: EnvironmentPlan) => plan.inAllStacks(noteworthyTextsIn));
const templatedTexts = memoizePerPlan((plan: EnvironmentPlan) => plan.inAllStacks(templatedTextsIn));

const noteworthyTextsIn = memoizePerStack((stack, layer) =>
  placedTextsIn(
    stack,
    layer,
    (value, isKey) => mayBeTemplate(value) || mayHide(value, isKey) || mayBeSecret(value, isKey),
  ),
);

const mayBeTemplate = (value: string): boolean => value.includes("${") || value.includes("%{");

/** Limits of texts. */
export const TEXT_LIMITS = {
  /** Keys with a special meaning in JavaScript. */
  reservedKeys: ["__proto__", "constructor", "prototype"],
  /** Longer than any field of AWS or Kubernetes allows. */
  bytes: 64 * 1024,
};

/** True for unusual characters, long texts and reserved keys. */
const mayHide = (value: string, isKey: boolean): boolean =>
  value.length * 3 > TEXT_LIMITS.bytes ||
  (isKey && TEXT_LIMITS.reservedKeys.includes(value)) ||
  /[^\x20-\x7e\t\n]|TfToken|e\+/.test(value);

/** True for a secret by its format, or a write-only argument, which holds one. */
const mayBeSecret = (value: string, isKey: boolean): boolean =>
  isKey ? value.endsWith("_wo") : secretLooksIn(value).what !== undefined;

/** A text that Terraform evaluates. */
interface TemplatedText extends Pick<PlacedText, "layer" | "address" | "path"> {
  readonly expressions: readonly { readonly source: string; readonly names: ExpressionNames }[];
  readonly directives: readonly string[];
}

const templatedTextsIn = memoizePerStack((stack, layer): readonly TemplatedText[] => {
  // many texts refer to the same value
  const known = new Map<string, ExpressionNames>();
  const named = (source: string): ExpressionNames => {
    const names = known.get(source) ?? expressionNames(source);
    known.set(source, names);
    return names;
  };
  return noteworthyTextsIn(stack, layer).flatMap(({ address, path, value }) => {
    const { expressions, directives } = templatesOf(value);
    if (expressions.length === 0 && directives.length === 0) return [];
    return [
      {
        layer,
        address,
        path,
        directives,
        expressions: expressions.map((source) => ({ source, names: named(source) })),
      },
    ];
  });
});

/** References of a block: names in its layer, and reads of other layers. */
interface Named {
  readonly names: ReadonlySet<string>;
  readonly reads: readonly LayerRead[];
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
  const blocks = new Map<string, { names: Set<string>; reads: LayerRead[] }>();
  const providers = providersOf(stack);
  const namedBy = (address: string) => {
    const entry = blocks.get(address) ?? { names: new Set(), reads: [] };
    blocks.set(address, entry);
    return entry;
  };
  for (const { address, path, value } of noteworthyTextsIn(stack, layer)) {
    // An ignored attribute is not a reference.
    if (path.startsWith("lifecycle.ignore_changes.")) continue;
    const { names, reads } = namedBy(address);
    const references = referencesIn(value);
    for (const name of targetNames(references, providers)) names.add(name);
    reads.push(...remoteReadsOf(references));
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
