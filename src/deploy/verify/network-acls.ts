import { liveAclJudgements } from "../../checks/live-acls";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { asArray, asObject } from "../../terraform/stack-json";
import { type Aws } from "../deploy/aws";
import { comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { type LiveSubnet, subnetTitle } from "./subnets";
import { type LiveVpc } from "./vpcs";

/** Compares the ACLs of existing subnets with what nodes need: no data source reads their entries. */
export async function verifyNetworkAcls(
  plan: EnvironmentPlan,
  aws: Aws,
  { liveId }: LiveVpc,
  subnets: readonly LiveSubnet[],
): Promise<Outcome[]> {
  if (!subnets.some(({ subnet }) => isFound(subnet.resource))) return [];
  const inVpc = `Name=vpc-id,Values=${liveId}`;
  const { NetworkAcls } = await read(aws, "ec2", "describe-network-acls", "--filters", inVpc);
  const services = endpointsFor(plan, "dynamodb")[0] ? ["s3", "dynamodb"] : ["s3"];
  const named = `Name=prefix-list-name,Values=${services.map((each) => `com.amazonaws.${aws.region}.${each}`).join(",")}`;
  const { PrefixLists } = await read(aws, "ec2 describe-prefix-lists", "--filters", named);
  const ranges = asArray(PrefixLists).flatMap((list) => asArray(asObject(list)["Cidrs"]).map(String));
  const live = { region: aws.region, acls: asArray(NetworkAcls).map(asObject), ranges };
  return liveAclJudgements(live, subnets).map(({ subnet, expected, found }) =>
    comparedTexts("network ACLs", subnetTitle(subnet), expected, found),
  );
}
