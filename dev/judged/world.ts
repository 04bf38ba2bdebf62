import { onlyExpression } from "../../src/terraform/terraform-templates";
import { parseReference } from "../../src/terraform/terraform-references";
import { leavesOf } from "../../src/infrastructure/text-not-judged";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type OutputStack } from "../../src/terraform/output";
import { type Stated } from "../../src/infrastructure/stated";
import {
  type Json,
  type JsonObject,
  OWN_BLOCKS,
  StackJson,
  type SynthesizedResource,
  asObject,
} from "../../src/terraform/stack-json";
import { type Layer } from "../../src/base/layers";

/** A synthesized environment. */
export interface Environment {
  readonly name: string;
  readonly stacks: readonly Pick<OutputStack, "layer" | "stack">[];
  readonly stated: Stated;
}

/** A block of a type, to which probes are applied. */
export interface Sample {
  readonly environment: Environment;
  readonly layer: Layer;
  readonly block: SynthesizedResource;
}

/** Types that many blocks share. A block of the owner belongs to the generated ones of them. */
const SHARED =
  /^aws_(vpc|subnet|eks_cluster|kms_key|internet_gateway|eks_node_group|iam_openid_connect_provider|acm_certificate|route53_zone)$|^(helm|kubernetes)_/;

/** Arguments of a sample with which it belongs to a resource of the same layer, such as the role of a policy. */
export function attachedBy({ block, layer, environment }: Sample): Map<string, string> {
  const stack = stackOf(environment, layer);
  return new Map(
    leavesOf(block.config).flatMap(({ path, value }) => {
      const expression = typeof value === "string" ? onlyExpression(value) : undefined;
      const subject = expression === undefined ? undefined : parseReference(expression)?.subject;
      const found = subject === undefined ? undefined : stack.find(subject);
      return subject === undefined || !found || subject.startsWith("data.") || SHARED.test(found.type)
        ? []
        : [[path, subject] as const];
    }),
  );
}

const stackOf = ({ stacks }: Environment, layer: Layer): StackJson => {
  const found = stacks.find((each) => each.layer === layer)?.stack;
  if (!found) throw new Error(`no layer ${layer}`);
  return found;
};

/** Builds plans with a copy of a sample as a block of the owner. */
export class World {
  private readonly base: StackJson;
  private readonly address: string;

  /** @param owned whether the copy belongs to copies of what the sample belongs to, which are own blocks too */
  constructor(
    private readonly sample: Sample,
    owned: boolean,
  ) {
    const { environment, layer, block } = sample;
    const parents = owned ? new Set(attachedBy(sample).values()) : new Set<string>();
    const stack = stackOf(environment, layer);
    this.renamed = new Map([...parents].map((address) => [address, `${address}_probe`]));
    this.address = `${block.address}_probe`.replace(/^(provider\.\w+)_probe$/, "$1.probe");
    const copies = [...parents].map(
      (address) => [`${address}_probe`, this.copied(stack.find(address)?.config ?? {})] as const,
    );
    this.base = withBlocks(stack, copies);
  }

  private readonly renamed: ReadonlyMap<string, string>;

  /** The copy of the sample, with other names. */
  get config(): JsonObject {
    return this.copied(this.sample.block.config);
  }

  /** The plan with the copy; undefined for one without it. */
  plan(config: JsonObject | undefined): EnvironmentPlan {
    const { environment, layer } = this.sample;
    const stack = config === undefined ? this.base : withBlocks(this.base, [[this.address, config]]);
    return new EnvironmentPlan(
      environment.name,
      environment.stacks.map((each) => (each.layer === layer ? { layer, stack } : each)),
      environment.stated.instanceTypes,
    );
  }

  private copied(config: JsonObject): JsonObject {
    let text = JSON.stringify(named(config));
    for (const [from, to] of this.renamed) text = text.replaceAll(`\${${from}.`, `\${${to}.`);
    return JSON.parse(text) as JsonObject;
  }
}

/** Names must differ from those of the sample, so that only the probe is a finding. */
const NAME_ARGUMENTS = ["name", "bucket", "function_name", "alarm_name", "dashboard_name"];

function named(config: JsonObject): JsonObject {
  const rename = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]): [string, Json] =>
        NAME_ARGUMENTS.includes(key) && typeof value === "string" && !value.includes("$")
          ? [key, `${value}-p`]
          : key === "metadata"
            ? [key, rename(asObject(Array.isArray(value) ? value[0] : value))]
            : [key, value],
      ),
    );
  return rename(config);
}

function withBlocks(stack: StackJson, blocks: readonly (readonly [string, JsonObject])[]): StackJson {
  const places = blocks.map(([address, body]): StackJson["own"][number] => ({
    address,
    file: "own-probe.tf",
    line: 1,
    column: 1,
    kind: kindOf(address),
    labels: address.replace(/^(data|provider)\./, "").split("."),
    body,
    digest: "probe",
    notEvaluated: [],
  }));
  const json = blocks.reduce((all, [address, config]) => placed(all, address, config), stack.json);
  const notes = { ...asObject(json["//"]), [OWN_BLOCKS]: [...stack.own, ...places] as unknown as Json };
  return new StackJson(stack.name, { ...json, "//": notes }, stack.generated);
}

const kindOf = (address: string): string => /^(data|provider)(?=\.)/.exec(address)?.[0] ?? "resource";

function placed(json: JsonObject, address: string, config: JsonObject): JsonObject {
  if (address.startsWith("provider.")) {
    const [, provider = "", alias = ""] = address.split(".");
    const all = asObject(json["provider"]);
    const known = all[provider] ?? [];
    const blocks = [...(Array.isArray(known) ? (known as readonly Json[]) : [known]), { ...config, alias }];
    return { ...json, provider: { ...all, [provider]: blocks } };
  }
  const section = address.startsWith("data.") ? "data" : "resource";
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  const all = asObject(json[section]);
  return { ...json, [section]: { ...all, [type]: { ...asObject(all[type]), [name]: config } } };
}
