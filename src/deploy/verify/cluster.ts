import { asArray, asObject, block, isTrue, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type Aws } from "../deploy/aws";
import eks from "../deploy/eks-parts.json";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { absent, comparedTexts, type Outcome } from "./finding";
import { readIfThere, verifyFindingsOf } from "./reading";

const AREA = "cluster";

/** Compares the cluster, and reads the state of its node groups, add-ons and Fargate profiles. */
export async function verifyCluster(plan: EnvironmentPlan, aws: Aws): Promise<Outcome[]> {
  const findings: Outcome[] = [];
  for (const resource of plan.resources("aws_eks_cluster")) {
    const name = text(resource.config.name) ?? resource.name;
    const answer = await readIfThere(aws, "eks", "describe-cluster", "--name", name);
    if (answer === undefined) return [absent(AREA, name, "a cluster")];
    findings.push(...clusterFindings(name, resource.config, asObject(answer["cluster"])));
    for (const part of PARTS) findings.push(...(await partFindings(plan, aws, name, part)));
  }
  return findings;
}

function clusterFindings(name: string, config: JsonObject, found: JsonObject): Outcome[] {
  const access = asObject(found["resourcesVpcConfig"]);
  const version = text(config["version"]);
  return [
    comparedTexts(AREA, `${name}: status`, "ACTIVE", String(found["status"])),
    ...(version === undefined
      ? []
      : [comparedTexts(AREA, `${name}: version`, version, String(found["version"]))]),
    comparedTexts(
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

const { nodeGroup, addon, fargateProfile } = eks.parts;

const PARTS = [nodeGroup, addon, fargateProfile];

async function partFindings(
  plan: EnvironmentPlan,
  aws: Aws,
  cluster: string,
  { type, title, argument, describe, option, answer: key }: (typeof PARTS)[number],
): Promise<Outcome[]> {
  const findings: Outcome[] = [];
  for (const resource of plan.resources(type)) {
    const own = text(resource.config[argument]) ?? resource.name;
    const name = `${title} ${own}`;
    findings.push(
      ...(await verifyFindingsOf(AREA, name, async () => {
        const answer = await readIfThere(aws, "eks", describe, "--cluster-name", cluster, option, own);
        if (answer === undefined) return [absent(AREA, name, "ACTIVE")];
        return [comparedTexts(AREA, name, "ACTIVE", statusOf(asObject(answer[key])))];
      })),
    );
  }
  return findings;
}

/** Status of a node group, add-on or profile, with the issues that EKS names. */
function statusOf({ status, health }: JsonObject): string {
  const issues = asArray(asObject(health ?? {})["issues"] ?? [])
    .map(asObject)
    .map(({ code, message }) => `${String(code)}: ${String(message)}`);
  return [String(status), ...issues].join("; ");
}
