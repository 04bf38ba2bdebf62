import { block, combinedFinding, text, valueOf } from "../../model/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Json, type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const eksInterfaces: Check = {
  id: "eks-interfaces",
  severity: "error",
  title:
    "the control plane, nodes and Fargate pods are in subnets and security groups that the stacks declare or read, and in no network outside of the VPC",
  why: "no check sees the routes of another subnet, or the rules of another group, which reach the control plane or the pods",
  fix: 'use a subnet and a group of the network layer, or read it with data "aws_subnet" or "aws_security_group"; remove remote_network_config',
  source:
    "EKS user guide, Amazon EKS networking requirements for VPC and subnets; Prepare networking for hybrid nodes (unconfirmed)",
  run: (plan) =>
    PLACED.flatMap(({ type, titleOf, places }) =>
      plan
        .resources(type)
        .flatMap((resource) =>
          combinedFinding(resource, titleOf(resource.config), [
            ...places.flatMap((place) => foreignAt(plan, resource, place)),
            ...remoteProblems(resource.config["remote_network_config"]),
          ]),
        ),
    ),
};

/** An argument with ids of subnets or security groups. */
interface Place {
  readonly path: readonly string[];
  readonly kind: "subnet" | "security group";
}

interface Placed {
  readonly type: string;
  readonly titleOf: (config: JsonObject) => string;
  readonly places: readonly Place[];
}

const SUBNETS: Place = { path: ["subnet_ids"], kind: "subnet" };

const PLACED: readonly Placed[] = [
  {
    type: "aws_eks_cluster",
    titleOf: () => "the control plane",
    places: [
      { path: ["vpc_config", "subnet_ids"], kind: "subnet" },
      { path: ["vpc_config", "security_group_ids"], kind: "security group" },
    ],
  },
  {
    type: "aws_eks_fargate_profile",
    titleOf: (config) => `Fargate profile ${text(config["fargate_profile_name"]) ?? "without a name"}`,
    places: [SUBNETS],
  },
  {
    type: "aws_eks_node_group",
    titleOf: (config) => `node group ${text(config["node_group_name"]) ?? "without a name"}`,
    places: [SUBNETS],
  },
];

/** Types of blocks that read one by its id. */
const READ_BY = { subnet: "data.aws_subnet", "security group": "data.aws_security_group" } as const;

/** Ids that no block declares or reads. A reference to a block is one that Terraform resolves, and other checks judge the block. */
function foreignAt(plan: EnvironmentPlan, resource: PlannedResource, { path, kind }: Place): string[] {
  const [first = "", second] = path;
  const list = second === undefined ? resource.config[first] : block(resource.config[first])[second];
  const known = new Set(plan.resources(READ_BY[kind]).map(({ config }) => config.id));
  const written = plan.items(valueOf(resource, list)).flatMap((item) => plan.text(item) ?? []);
  return [...new Set(written)]
    .filter((id) => !known.has(id))
    .map((id) => `${id} in ${path.join(".")} is no ${kind} that the stacks declare or read`);
}

/** No file of an environment states hybrid nodes. */
const remoteProblems = (remote: Json | undefined): string[] =>
  Object.keys(block(remote)).length === 0
    ? []
    : ["it admits nodes and pods of networks outside of the VPC (remote_network_config)"];
