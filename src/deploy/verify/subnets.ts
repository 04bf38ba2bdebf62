import { type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type Aws } from "../deploy/aws";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { asArray, asObject, type JsonObject } from "../../terraform/stack-json";
import { absent, comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { type LiveVpc } from "./vpcs";

/** A subnet of the environment that AWS has. */
export interface LiveSubnet {
  readonly subnet: Subnet;
  readonly liveId: string;
}

const AREA = "subnets";

/** Looks up the subnets of a VPC by their ranges. */
export async function liveSubnets(
  plan: EnvironmentPlan,
  aws: Aws,
  { vpc, liveId }: LiveVpc,
): Promise<{ readonly subnets: LiveSubnet[]; readonly findings: Outcome[] }> {
  const answer = await read(aws, "ec2", "describe-subnets", "--filters", `Name=vpc-id,Values=${liveId}`);
  const there = asArray(answer["Subnets"]).map(asObject);
  const subnets: LiveSubnet[] = [];
  const findings: Outcome[] = [];
  for (const subnet of subnetsIn(plan, vpc.id)) {
    const found = there.find(({ CidrBlock }) => CidrBlock === subnet.cidr);
    if (found === undefined) {
      findings.push(absent(AREA, subnetTitle(subnet), subnet.cidr));
      continue;
    }
    subnets.push({ subnet, liveId: String(found["SubnetId"]) });
    findings.push(comparedTexts(AREA, subnetTitle(subnet), expectedOf(subnet), foundOf(found, subnet)));
  }
  return { subnets, findings };
}

export const subnetTitle = ({ resource, cidr }: Subnet): string => `${resource.name} ${cidr}`;

/** Subnets of a VPC. Those of an existing network are searched for in their VPC. */
const subnetsIn = (plan: EnvironmentPlan, vpc: string): Subnet[] =>
  [...subnetsOf(plan).values()].filter(({ resource, cidr }) => {
    const id = resource.config.vpc_id;
    return cidr !== "" && (id === undefined || plan.identity(inLayer(resource, id)) === vpc);
  });

/** The public addresses of an existing subnet are not in the file. */
const publicly = (isPublic: boolean): string => (isPublic ? "public addresses" : "no public addresses");

const expectedOf = ({ zone, givesPublicAddresses, resource }: Subnet): string =>
  [
    "available",
    ...(zone === undefined ? [] : [zone]),
    ...(resource.address.startsWith("data.") ? [] : [publicly(givesPublicAddresses)]),
  ].join(", ");

const foundOf = ({ State, AvailabilityZone, MapPublicIpOnLaunch }: JsonObject, subnet: Subnet): string =>
  [
    String(State),
    ...(subnet.zone === undefined ? [] : [String(AvailabilityZone)]),
    ...(subnet.resource.address.startsWith("data.") ? [] : [publicly(MapPublicIpOnLaunch === true)]),
  ].join(", ");
