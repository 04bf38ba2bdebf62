import { isTrue, text, valueOf } from "../../proof/model/blocks";
import { type Vpc, vpcsOf } from "../../proof/model/network/vpcs";
import { type Aws } from "../shared/deployment/aws";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { type JsonObject, asArray, asObject } from "../../proof/terraform-json/stack-json";
import { type Finding, absent, compared } from "./finding";
import { read } from "./reading";

/** A VPC of the environment that AWS has. */
export interface LiveVpc {
  readonly vpc: Vpc;
  readonly name: string;
  /** Id in AWS. */
  readonly liveId: string;
}

const AREA = "VPC";

/** Looks up the VPCs by their names. */
export async function liveVpcs(
  plan: EnvironmentPlan,
  aws: Aws,
): Promise<{ readonly vpcs: LiveVpc[]; readonly findings: Finding[] }> {
  const vpcs: LiveVpc[] = [];
  const findings: Finding[] = [];
  for (const vpc of vpcsOf(plan)) {
    const name = nameOf(plan, vpc);
    const filters = [`Name=tag:Name,Values=${name}`];
    if (!vpc.isFound) filters.push(`Name=tag:environment,Values=${plan.name}`);
    const answer = await read(aws, "ec2", "describe-vpcs", "--filters", ...filters);
    const [found, ...others] = asArray(answer["Vpcs"]).map(asObject);
    if (found === undefined) {
      findings.push(absent(AREA, name, "one VPC"));
      continue;
    }
    if (others.length > 0)
      findings.push(compared(AREA, name, "one VPC", `${others.length + 1} VPCs of this name`));
    const liveId = String(found["VpcId"]);
    vpcs.push({ vpc, name, liveId });
    findings.push(...(await attributes(aws, { vpc, name, liveId }, found)));
  }
  return { vpcs, findings };
}

/** The tag Name of a VPC, or that of the search for an existing one. */
function nameOf(plan: EnvironmentPlan, { resource, attributes: { tags } }: Vpc): string {
  const search = plan.target(valueOf(resource, resource.config["id"]));
  return text(asObject(tags ?? search?.config["tags"] ?? {})["Name"]) ?? resource.name;
}

async function attributes(
  aws: Aws,
  { vpc, name, liveId }: LiveVpc,
  { CidrBlock, State }: JsonObject,
): Promise<Finding[]> {
  const cidr = text(vpc.attributes["cidr_block"]);
  const findings = [
    compared(AREA, `${name}: state`, "available", String(State)),
    ...(cidr === undefined ? [] : [compared(AREA, `${name}: range`, cidr, String(CidrBlock))]),
  ];
  for (const [attribute, argument, answered] of DNS) {
    if (!isTrue(vpc.attributes[argument])) continue;
    const answer = await read(
      aws,
      ...["ec2", "describe-vpc-attribute", "--vpc-id", liveId, "--attribute", attribute],
    );
    const isOn = asObject(answer[answered])["Value"] === true;
    findings.push(compared(AREA, `${name}: ${attribute}`, "on", isOn ? "on" : "off"));
  }
  return findings;
}

/** Attributes that names of endpoints need: in the AWS CLI, in Terraform, and in its answer. */
const DNS = [
  ["enableDnsSupport", "enable_dns_support", "EnableDnsSupport"],
  ["enableDnsHostnames", "enable_dns_hostnames", "EnableDnsHostnames"],
] as const;
