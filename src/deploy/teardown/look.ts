import { type Layer } from "../../base/layers";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { Aws } from "../deploy/aws";
import { managed } from "../deploy/state";
import { type Kubectl } from "../deploy/kubectl";
import { type Session } from "../deploy/session";
import { type NamedBlock, type TeardownFacts } from "./facts";

/** Read-only look at AWS and at the cluster for one environment. */
export class Look {
  readonly aws: Aws;
  private readonly states = new Map<Layer, Promise<JsonObject | undefined>>();

  constructor(
    private readonly session: Pick<Session, "programs" | "states" | "all">,
    readonly facts: TeardownFacts,
    /** @default - the Kubernetes API is not asked */
    readonly kubectl?: Kubectl,
  ) {
    this.aws = new Aws(session.programs, facts.region);
  }

  /** The objects of a list in the answer of the AWS CLI. */
  list(key: string, command: string, ...options: string[]): Promise<JsonObject[]> {
    return this.aws.list(key, command, ...options);
  }

  /** Like `list`; none where AWS answers with one of these errors. */
  async listUnless(errors: RegExp, key: string, ...call: [string, ...string[]]): Promise<JsonObject[]> {
    const answer = await this.aws.try(...call);
    if ("value" in answer) return asArray(asObject(answer.value)[key]).map(asObject);
    return errors.test(answer.error) ? [] : this.list(key, ...call);
  }

  /** The Kubernetes objects of a kind in all namespaces; none where the cluster does not know the kind. */
  async objects(kind: string): Promise<JsonObject[]> {
    return asArray(asObject((await this.kubectl?.list(kind)) ?? null)["items"]).map(asObject);
  }

  /** Id of the VPC in a state: the one that the network stack made or read, or that of the cluster. */
  async vpc(): Promise<string | undefined> {
    const network = await this.state("network");
    const [cluster] = attributesIn(await this.state("cluster"), "aws_eks_cluster");
    const [created] = attributesIn(network, "aws_vpc");
    const [read] = attributesIn(network, "aws_vpc", "data");
    const id = created?.["id"] ?? asObject(asArray(cluster?.["vpc_config"])[0])["vpc_id"] ?? read?.["id"];
    return typeof id === "string" ? id : undefined;
  }

  /**
   * Whether something with a tag of the cluster is in its VPC. Another cluster can have had the name. Undefined without a state that
   * names the VPC.
   */
  async inOwnVpc({ VpcId }: JsonObject): Promise<boolean | undefined> {
    const vpc = await this.vpc();
    return vpc === undefined ? undefined : VpcId === vpc;
  }

  /** Whether the state of a layer has resources. */
  async hasResources(layer: Layer): Promise<boolean> {
    return managed(await this.state(layer)).length > 0;
  }

  /** Whether the state of its layer has a resource. */
  async inState({ layer, address }: Pick<NamedBlock, "layer" | "address">): Promise<boolean> {
    return managed(await this.state(layer)).includes(address);
  }

  /** Whether the state of its layer has a resource with its name: a file can have a name that no apply gave to the resource. */
  async hasNamed(resource: NamedBlock): Promise<boolean> {
    return (await this.inState(resource)) && recordedIn(await this.state(resource.layer)).has(resource.name);
  }

  /** Identifiers of all resources in the states. */
  async recorded(): Promise<ReadonlySet<string>> {
    const states = await Promise.all(this.facts.layers.map((layer) => this.state(layer)));
    return new Set(states.flatMap((state) => [...recordedIn(state)]));
  }

  /** A state is read once: no step of one look changes it. */
  private state(layer: Layer): Promise<JsonObject | undefined> {
    const stack = this.session.all.find((each) => each.layer === layer);
    const known =
      this.states.get(layer) ?? (stack ? this.session.states.deployed(stack) : Promise.resolve(undefined));
    this.states.set(layer, known);
    return known;
  }
}

function attributesIn(state: JsonObject | undefined, type?: string, mode = "managed"): JsonObject[] {
  const resources = asArray(state?.["resources"]).map(asObject);
  return resources
    .filter((each) => each["mode"] === mode && (type === undefined || each["type"] === type))
    .flatMap(({ instances }) => asArray(instances).map((each) => asObject(asObject(each)["attributes"])));
}

/** Addresses, ids, ARNs and identifiers of the resources in a state. */
export const recordedIn = (state: JsonObject | undefined): ReadonlySet<string> =>
  new Set([
    ...managed(state),
    ...attributesIn(state)
      .flatMap(({ id, arn, identifier }) => [id, arn, identifier])
      .filter((each) => typeof each === "string"),
  ]);

/** Added to the reason of what looks like the environment's, and is left. */
export const UNPROVEN = "no state names it, and other teams can use these names and tags";

export const NO_VPC = "no state names the VPC of the cluster, and another cluster can have its name";

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
 * Why a resource is the environment's: a tag of a controller with the name of the cluster; undefined without one. A tag `environment`
 * proves nothing, since other teams also set it, but that of another environment refutes a proof.
 */
export function proofOf(
  { environment, cluster }: TeardownFacts,
  tags: Readonly<Record<string, string>>,
  ofCluster: readonly string[],
): string | undefined {
  const stated = tags["environment"];
  if (stated !== undefined && stated !== environment) return undefined;
  const key = ofCluster.find(
    (each) =>
      cluster !== undefined &&
      (tags[each] === cluster || (each.endsWith(`/${cluster}`) && tags[each] === "owned")),
  );
  return key === undefined ? undefined : `tag ${key}=${String(tags[key])}`;
}
