import { vpcsOf } from "../../infrastructure/network-routes";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { type Aws } from "../deploy/aws";
import { type IsStated, ownIds } from "../repair/rule";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { asArray, asObject, isTrue, type JsonObject, text } from "../../terraform/stack-json";
import { absent, comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { defaultTags } from "../../infrastructure/text-references";

type Vpc = ReturnType<typeof vpcsOf>["all"][number];

/** A VPC of the environment that AWS has. */
export interface LiveVpc {
  readonly vpc: Vpc;
  readonly name: string;
  /** Id in AWS. */
  readonly liveId: string;
}

const AREA = "VPC";

/** Looks up the VPCs by their names. Others can have the same name. */
export async function liveVpcs(
  plan: EnvironmentPlan,
  aws: Aws,
  isStated: IsStated,
): Promise<{ readonly vpcs: LiveVpc[]; readonly findings: Outcome[] }> {
  const vpcs: LiveVpc[] = [];
  const findings: Outcome[] = [];
  for (const vpc of vpcsOf(plan).all) {
    const name = nameOfVpc(plan, vpc);
    const filters = filtersOf(plan, vpc, name);
    const answer = await read(aws, "ec2", "describe-vpcs", "--filters", ...filters);
    const all = asArray(answer["Vpcs"]).map(asObject);
    const identity = defaultTags(plan.stack(vpc.resource.layer))[IDENTITY_TAG];
    const own = vpc.isFound ? undefined : await ownIds(all, "VpcId", identity, isStated);
    const [found, ...others] = all.filter(({ VpcId }) => own?.includes(String(VpcId)) ?? true);
    if (found === undefined) {
      findings.push(absent(AREA, name, "one VPC"));
      continue;
    }
    if (others.length > 0)
      findings.push(comparedTexts(AREA, name, "one VPC", `${others.length + 1} VPCs of this name`));
    const liveId = String(found["VpcId"]);
    vpcs.push({ vpc, name, liveId });
    findings.push(...(await attributes(aws, { vpc, name, liveId }, found)));
  }
  return { vpcs, findings };
}

/** Filters by the id of an existing VPC, or by the tags of the search for it; of a created one by its name and environment. */
function filtersOf(plan: EnvironmentPlan, vpc: Vpc, name: string): string[] {
  if (!vpc.isFound) return [`Name=tag:Name,Values=${name}`, `Name=tag:environment,Values=${plan.name}`];
  const id = idIn(plan, vpc);
  if (id !== undefined) return [`Name=vpc-id,Values=${id}`];
  return Object.entries(searchTags(plan, vpc)).map(
    ([key, value]) => `Name=tag:${key},Values=${String(value)}`,
  );
}

/** The id of an existing VPC in the file; undefined if a search finds it. */
const idIn = (plan: EnvironmentPlan, { resource }: Vpc): string | undefined =>
  plan.text(inLayer(resource, resource.config.id ?? null));

const searchTags = (plan: EnvironmentPlan, { resource }: Vpc): JsonObject =>
  asObject(plan.target(inLayer(resource, resource.config.id))?.config["tags"] ?? {});

/** The tag Name of a VPC or that of the search for an existing one; without one, its id or the tags of the search. */
function nameOfVpc(plan: EnvironmentPlan, vpc: Vpc): string {
  const tags = searchTags(plan, vpc);
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${String(value)}`);
  return (
    text(asObject(vpc.attributes["tags"] ?? tags)["Name"]) ??
    (vpc.isFound ? idIn(plan, vpc) : undefined) ??
    (pairs.join(" ") || vpc.resource.name)
  );
}

async function attributes(
  aws: Aws,
  { vpc, name, liveId }: LiveVpc,
  { CidrBlock, State }: JsonObject,
): Promise<Outcome[]> {
  const cidr = text(vpc.attributes["cidr_block"]);
  const findings = [
    comparedTexts(AREA, `${name}: state`, "available", String(State)),
    ...(cidr === undefined ? [] : [comparedTexts(AREA, `${name}: range`, cidr, String(CidrBlock))]),
  ];
  for (const [attribute, argument, answered] of DNS) {
    if (!isTrue(vpc.attributes[argument])) continue;
    const answer = await read(
      aws,
      "ec2 describe-vpc-attribute --vpc-id",
      ...[liveId, "--attribute", attribute],
    );
    const isOn = asObject(answer[answered])["Value"] === true;
    findings.push(comparedTexts(AREA, `${name}: ${attribute}`, "on", isOn ? "on" : "off"));
  }
  return findings;
}

/** Attributes that names of endpoints need: in the AWS CLI, in Terraform, and in its answer. */
const DNS = [
  ["enableDnsSupport", "enable_dns_support", "EnableDnsSupport"],
  ["enableDnsHostnames", "enable_dns_hostnames", "EnableDnsHostnames"],
] as const;
