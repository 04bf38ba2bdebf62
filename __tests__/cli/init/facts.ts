import { distinct } from "../../../src/base/lists";
import { ingressPaths } from "../../../src/infrastructure/network-entries";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { endpointsOf } from "../../../src/infrastructure/network-endpoints";
import { interfacesOf } from "../../../src/infrastructure/network-interfaces";
import { loadBalancersOf } from "../../../src/infrastructure/network-load-balancers";
import { openingsOf } from "../../../src/infrastructure/network-openings";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { homeOf } from "../../../src/infrastructure/text-references";
import { UserData } from "../../../src/infrastructure/text-user-data";
import { pulledImages } from "../../../src/infrastructure/kubernetes-images";
import { customObjectsOf, helmReleasesOf } from "../../../src/infrastructure/kubernetes-releases";
import { block, texts } from "../../../src/terraform/stack-json";

type Fact = (plan: EnvironmentPlan) => unknown;

const count =
  (type: string): Fact =>
  (plan) =>
    plan.resources(type).length;

const endpointsOfKind =
  (kind: string): Fact =>
  (plan) =>
    endpointsOf(plan).filter((each) => each.kind === kind && !each.resource.address.startsWith("data."))
      .length;

/** A text argument of all resources of a type, sorted. */
const valuesOf =
  (type: string, argument: string): Fact =>
  (plan) =>
    plan
      .resources(type)
      .map(({ config }) => config[argument])
      .sort();

/** Facts of the synthesized stacks that a user would look up in the AWS Console. A name with `Among` is of a list that contains the expected ones. */
export const FACTS: Readonly<Record<string, Fact>> = {
  vpcs: count("aws_vpc"),
  vpcCidrs: valuesOf("aws_vpc", "cidr_block"),
  subnets: count("aws_subnet"),
  publicSubnets: (plan) =>
    plan.resources("aws_subnet").filter(({ address }) => address.includes("public")).length,
  internetGateways: count("aws_internet_gateway"),
  natGateways: count("aws_nat_gateway"),
  securityGroupRules: (plan) =>
    plan.resources("aws_vpc_security_group_ingress_rule").length +
    plan.resources("aws_vpc_security_group_egress_rule").length,
  interfaceEndpoints: endpointsOfKind("Interface"),
  gatewayEndpoints: endpointsOfKind("Gateway"),
  endpointsAmong: (plan) => endpointsOf(plan).map(({ service }) => service),
  foundVpcNames: (plan) => plan.resources("data.aws_vpcs").map(({ config }) => block(config["tags"])["Name"]),
  foundSubnetCidrs: (plan) =>
    plan
      .resources("data.aws_subnet")
      .map(({ config }) => JSON.stringify(config))
      .flatMap((text) => /\d+\.\d+\.\d+\.\d+\/\d+/.exec(text) ?? [])
      .sort(),
  publicApiCidrs: (plan) =>
    plan
      .resources("aws_eks_cluster")
      .flatMap(({ config }) => texts(block(config["vpc_config"])["public_access_cidrs"])),
  admins: (plan) =>
    distinct(
      plan
        .resources("aws_eks_access_entry")
        .flatMap(({ config }) =>
          typeof config["principal_arn"] === "string" ? [config["principal_arn"]] : [],
        )
        .filter((arn) => !arn.startsWith("$")),
    ).sort(),
  entry: (plan) => {
    const [balancer, ...others] = loadBalancersOf(plan);
    if (!balancer || others.length > 0) return `${others.length + (balancer ? 1 : 0)} load balancers`;
    const openings = openingsOf(plan).listeners.filter(({ interfaces }) => interfaces === balancer);
    return {
      kind: balancer.kind === "application" ? "alb" : "nlb",
      scheme: balancer.internetFacing ? "internet-facing" : "internal",
      ports: balancer.listeners,
      clients: distinct(
        openings.flatMap(({ rules }) => rules.flatMap(({ peer }) => ("cidr" in peer ? [peer.cidr] : []))),
      ),
    };
  },
  pathsOfEntry: (plan) =>
    objectsOf(plan)
      .ofKind("ingress")
      .flatMap((ingress) => ingressPaths(ingress).map(({ config }) => config.path)),
  foreignImages: (plan) => {
    const { region, accountId } = homeOf(plan);
    return pulledImages(plan).filter(({ image }) => {
      const registry = image.ecr;
      // Add-ons of EKS are in a registry of AWS in the region.
      return registry === undefined || (registry.region !== region && registry.account !== accountId);
    }).length;
  },
  nodeZones: (plan) =>
    distinct(interfacesOf(plan).nodes.flatMap(({ subnets }) => subnets.map(({ zone }) => zone))).sort(),
  instanceTypes: (plan) => instanceTypes(plan),
  instanceTypesAmong: (plan) => instanceTypes(plan),
  nodesWithoutGpu: (plan) => instanceTypes(plan).some((type) => !/^[gp]\d/.test(type)),
  usesInstanceStore: (plan) =>
    plan
      .resources("aws_launch_template")
      .some(({ config }) => UserData.in(config["user_data"])?.nodeConfig.includes("strategy: RAID0")),
  gpusOfModel: (plan) =>
    Math.max(
      ...objectsOf(plan).pods.map(({ spec }) =>
        Number(/"nvidia\.com\/gpu":"?(\d+)/.exec(JSON.stringify(spec))?.[1] ?? 0),
      ),
    ),
  portOfModel: (plan) =>
    objectsOf(plan)
      .pods.filter(({ spec }) => JSON.stringify(spec).includes("nvidia.com/gpu"))
      .flatMap(({ containers }) =>
        containers.flatMap(({ ports }) => ports.flatMap((port) => port.number ?? [])),
      )[0],
  releasesAmong: (plan) => helmReleasesOf(plan).map(({ chart }) => chart),
  addonsAmong: valuesOf("aws_eks_addon", "addon_name"),
  databases: valuesOf("aws_db_instance", "engine"),
  inferenceServices: (plan) =>
    customObjectsOf(plan)
      .filter(({ kind }) => kind === "InferenceService")
      .map(({ name }) => name),
};

const instanceTypes = (plan: EnvironmentPlan): string[] =>
  distinct(
    plan.resources("aws_eks_node_group").flatMap(({ config }) => texts(config["instance_types"])),
  ).sort();
