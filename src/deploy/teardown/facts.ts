import { type Layer } from "../../base/layers";
import { type JsonObject, asArray } from "../../terraform/stack-json";
import { isLoadBalancer } from "../../infrastructure/network-entries";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type DeployedStack, planOfStacks } from "../deploy/stacks";

/** Names of an environment in its synthesized stacks, by which a teardown finds and proves what belongs to it. */
export interface TeardownFacts {
  readonly environment: string;
  readonly region: string;
  /** Regions of all AWS providers. */
  readonly regions: readonly string[];
  /** Name of the EKS cluster. @default - the environment has none */
  readonly cluster?: string;
  /** Whether the network stack creates its VPC. */
  readonly ownVpc: boolean;
  /** Releases of charts, with the part of the chart's name after the last slash. */
  readonly releases: readonly (NamedBlock & { readonly chart: string; readonly namespace: string })[];
  /** Namespaces, Ingresses and Services with a load balancer, as `namespace/name`. */
  readonly objects: readonly (NamedBlock & { readonly kind: string })[];
  readonly databases: readonly RdsInstance[];
  /** Addresses and names of the vaults. */
  readonly vaults: readonly NamedBlock[];
  readonly buckets: readonly NamedBlock[];
  readonly logGroups: readonly string[];
  readonly layers: readonly Layer[];
  /** Objects that the state of a layer named before this run destroyed it. @default - nothing was destroyed */
  readonly recorded?: ReadonlySet<string>;
}

export interface NamedBlock {
  readonly layer: Layer;
  readonly address: string;
  readonly name: string;
}

export interface RdsInstance extends NamedBlock {
  /** Name of the snapshot that RDS stores at the end. @default - none */
  readonly finalSnapshot?: string;
}

export function teardownFacts(stacks: readonly DeployedStack[]): TeardownFacts {
  const [first] = stacks;
  const providers = stacks.flatMap(({ json }) => asArray(json.providers["aws"]) as readonly JsonObject[]);
  const regions = [...new Set(providers.map(({ region }) => String(region)))];
  const named = (type: string, key: string) =>
    stacks.flatMap(({ layer, json }) =>
      json
        .resources(type)
        .map(({ address, config }) => ({ layer, address, name: String(config[key]), config })),
    );
  const objects = objectsOf(planOfStacks(stacks));
  const [services, namespaces] = [objects.ofKind("service"), objects.ofKind("namespace")];
  const cluster = named("aws_eks_cluster", "name")[0]?.name;
  return {
    environment: first?.environment ?? "",
    region: String(providers.find(({ alias }) => alias === undefined)?.["region"]),
    regions,
    ...(cluster === undefined ? {} : { cluster }),
    ownVpc: named("aws_vpc", "cidr_block").length > 0,
    releases: named("helm_release", "name").map(({ config, ...release }) => ({
      ...release,
      chart: String(config["chart"]).replace(/^.*\//, ""),
      namespace: String(config["namespace"] ?? "default"),
    })),
    objects: [...objects.ofKind("ingress"), ...services.filter(isLoadBalancer), ...namespaces].map(
      ({ resource, kind, namespace, name }) => ({
        ...{ layer: resource.layer, address: resource.address, kind },
        name: namespace === "" ? name : `${namespace}/${name}`,
      }),
    ),
    databases: named("aws_db_instance", "identifier").map(({ config, ...database }) => ({
      ...database,
      ...(typeof config["final_snapshot_identifier"] === "string"
        ? { finalSnapshot: config["final_snapshot_identifier"] }
        : {}),
    })),
    vaults: named("aws_backup_vault", "name"),
    buckets: named("aws_s3_bucket", "bucket").filter(({ layer }) => layer !== "state"),
    logGroups: named("aws_cloudwatch_log_group", "name").map(({ name }) => name),
    layers: stacks.map(({ layer }) => layer),
  };
}
