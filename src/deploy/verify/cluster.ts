import { block, isTrue, text, texts } from "../../infrastructure/blocks";
import { type Aws } from "../deploy/aws";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Finding, absent, compared } from "./finding";
import { findingsOf, readIfThere } from "./reading";

const AREA = "cluster";

/** Compares the cluster, and reads the state of its node groups, add-ons and Fargate profiles. */
export async function verifyCluster(plan: EnvironmentPlan, aws: Aws): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const resource of plan.resources("aws_eks_cluster")) {
    const name = text(resource.config.name) ?? resource.name;
    const answer = await readIfThere(aws, "eks", "describe-cluster", "--name", name);
    if (answer === undefined) return [absent(AREA, name, "a cluster")];
    findings.push(...clusterFindings(name, resource.config, asObject(answer["cluster"])));
    for (const part of PARTS) findings.push(...(await partFindings(plan, aws, name, part)));
  }
  return findings;
}

function clusterFindings(name: string, config: JsonObject, found: JsonObject): Finding[] {
  const access = asObject(found["resourcesVpcConfig"]);
  const version = text(config["version"]);
  return [
    compared(AREA, `${name}: status`, "ACTIVE", String(found["status"])),
    ...(version === undefined ? [] : [compared(AREA, `${name}: version`, version, String(found["version"]))]),
    compared(
      AREA,
      `${name}: API`,
      accessOf(block(config["vpc_config"]), {
        isPrivate: "endpoint_private_access",
        isPublic: "endpoint_public_access",
        cidrs: "public_access_cidrs",
      }),
      accessOf(access, {
        isPrivate: "endpointPrivateAccess",
        isPublic: "endpointPublicAccess",
        cidrs: "publicAccessCidrs",
      }),
    ),
  ];
}

/** Ways to the API of a cluster; the ranges count only with a public endpoint. */
function accessOf(
  config: JsonObject,
  keys: Readonly<Record<"isPrivate" | "isPublic" | "cidrs", string>>,
): string {
  const ranges = texts(config[keys.cidrs]).sort().join(" and ");
  return [
    isTrue(config[keys.isPrivate]) ? "private endpoint" : "no private endpoint",
    isTrue(config[keys.isPublic]) ? `public endpoint for ${ranges}` : "no public endpoint",
  ].join(", ");
}

/** A kind of resource that belongs to a cluster. */
interface Part {
  readonly type: string;
  readonly title: string;
  /** Argument of Terraform with its name. */
  readonly argument: string;
  /** Call of the AWS CLI, its option for the name, and the key of its answer. */
  readonly call: readonly [call: string, option: string, key: string];
}

const PARTS: readonly Part[] = [
  {
    type: "aws_eks_node_group",
    title: "node group",
    argument: "node_group_name",
    call: ["describe-nodegroup", "--nodegroup-name", "nodegroup"],
  },
  {
    type: "aws_eks_addon",
    title: "add-on",
    argument: "addon_name",
    call: ["describe-addon", "--addon-name", "addon"],
  },
  {
    type: "aws_eks_fargate_profile",
    title: "Fargate profile",
    argument: "fargate_profile_name",
    call: ["describe-fargate-profile", "--fargate-profile-name", "fargateProfile"],
  },
];

async function partFindings(
  plan: EnvironmentPlan,
  aws: Aws,
  cluster: string,
  part: Part,
): Promise<Finding[]> {
  const [call, option, key] = part.call;
  const findings: Finding[] = [];
  for (const resource of plan.resources(part.type)) {
    const own = nameOf(resource, part);
    const name = `${part.title} ${own}`;
    findings.push(
      ...(await findingsOf(AREA, name, async () => {
        const answer = await readIfThere(aws, "eks", call, "--cluster-name", cluster, option, own);
        if (answer === undefined) return [absent(AREA, name, "ACTIVE")];
        return [compared(AREA, name, "ACTIVE", statusOf(asObject(answer[key])))];
      })),
    );
  }
  return findings;
}

const nameOf = ({ config, name }: PlannedResource, { argument }: Part): string =>
  text(config[argument]) ?? name;

/** Status of a node group, add-on or profile, with the issues that EKS names. */
function statusOf({ status, health }: JsonObject): string {
  const issues = asArray(asObject(health ?? {})["issues"] ?? [])
    .map(asObject)
    .map(({ code, message }) => `${String(code)}: ${String(message)}`);
  return [String(status), ...issues].join("; ");
}
