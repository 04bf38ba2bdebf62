import { type Layer } from "../../../../shared/terraform/layers";
import { type Json, type JsonObject, asArray, asObject } from "../../../../proof/terraform-json/stack-json";
import { Aws } from "../aws";
import { type Kubectl } from "../kubectl";
import { type Session } from "../session";
import { type Named, type TeardownFacts } from "./facts";

/** Read-only look at AWS and at the cluster for one environment. */
export class Look {
  readonly aws: Aws;
  private readonly states = new Map<Layer, Promise<readonly string[]>>();

  constructor(
    private readonly session: Pick<Session, "programs" | "states" | "all">,
    readonly facts: TeardownFacts,
    /** @default - the Kubernetes API is not asked */
    readonly kubectl?: Kubectl,
  ) {
    this.aws = new Aws(session.programs, facts.region);
  }

  /** The objects of a list in the answer of the AWS CLI. */
  async list(key: string, ...args: string[]): Promise<JsonObject[]> {
    return asArray(asObject(await this.aws.get(...args))[key]).map(asObject);
  }

  /** Like `list`; none where AWS answers with one of these errors. */
  async listUnless(errors: RegExp, key: string, ...args: string[]): Promise<JsonObject[]> {
    const answer = await this.aws.try(...args);
    if ("value" in answer) return asArray(asObject(answer.value)[key]).map(asObject);
    return errors.test(answer.error) ? [] : this.list(key, ...args);
  }

  /** The Kubernetes objects of a kind in all namespaces; none where the cluster does not know the kind. */
  async objects(kind: string): Promise<JsonObject[]> {
    return asArray(asObject((await this.kubectl?.list(kind)) ?? null)["items"]).map(asObject);
  }

  /** Id of the VPC that the network stack made; undefined where there is none, or where it is that of others. */
  async vpc(): Promise<string | undefined> {
    if (!this.facts.ownVpc) return undefined;
    const [vpc] = await this.list(
      "Vpcs",
      ...["ec2", "describe-vpcs", "--filters"],
      `Name=tag:environment,Values=${this.facts.environment}`,
      "Name=tag:layer,Values=network",
    );
    return vpc && String(vpc["VpcId"]);
  }

  /** Whether the state of a layer has resources. */
  async hasResources(layer: Layer): Promise<boolean> {
    return (await this.resources(layer)).length > 0;
  }

  /** Whether the state of its layer has a resource. */
  async inState({ layer, address }: Pick<Named, "layer" | "address">): Promise<boolean> {
    return (await this.resources(layer)).includes(address);
  }

  /** A state is read once: no step of one look changes it. */
  private resources(layer: Layer): Promise<readonly string[]> {
    const stack = this.session.all.find((each) => each.layer === layer);
    const known =
      this.states.get(layer) ?? (stack ? this.session.states.resources(stack) : Promise.resolve([]));
    this.states.set(layer, known);
    return known;
  }
}

/** Tags in the form of any AWS service. */
export function tagsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(asObject(value)).map(([key, each]) => [key, String(each)]));
  return Object.fromEntries(
    asArray(value)
      .map(asObject)
      .map((tag) => [String(tag["Key"] ?? tag["key"]), String(tag["Value"] ?? tag["value"])]),
  );
}

/**
 * Why a resource is the environment's; undefined without a proof. A tag `environment` of another environment refutes all others,
 * since two accounts, or two regions, can have clusters of one name.
 */
export function proofOf(
  { environment, cluster }: TeardownFacts,
  tags: Readonly<Record<string, string>>,
  ofCluster: readonly string[] = [],
): string | undefined {
  const stated = tags["environment"];
  if (stated !== undefined && stated !== environment) return undefined;
  const key = ofCluster.find(
    (each) =>
      cluster !== undefined &&
      (tags[each] === cluster || (each.endsWith(`/${cluster}`) && tags[each] === "owned")),
  );
  if (key !== undefined) return `tag ${key}=${String(tags[key])}`;
  return stated === undefined ? undefined : `tag environment=${stated}`;
}
