import { liveAclJudgements } from "../../checks/live-acls";
import { isFound } from "../../terraform/environment-plan";
import { asArray, asObject } from "../../terraform/stack-json";
import { type Aws } from "../deploy/aws";
import { comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { type LiveSubnet, subnetTitle } from "./subnets";
import { type LiveVpc } from "./vpcs";

/** Compares the ACLs of existing subnets with what nodes need: no data source reads their entries. */
export async function verifyNetworkAcls(
  aws: Aws,
  { liveId }: LiveVpc,
  subnets: readonly LiveSubnet[],
): Promise<Outcome[]> {
  if (!subnets.some(({ subnet }) => isFound(subnet.resource))) return [];
  const inVpc = `Name=vpc-id,Values=${liveId}`;
  const { NetworkAcls } = await read(aws, "ec2", "describe-network-acls", "--filters", inVpc);
  const ofS3 = `Name=prefix-list-name,Values=com.amazonaws.${aws.region}.s3`;
  const { PrefixLists } = await read(aws, "ec2 describe-prefix-lists", "--filters", ofS3);
  const s3 = asArray(PrefixLists).flatMap((list) => asArray(asObject(list)["Cidrs"]).map(String));
  return liveAclJudgements({ region: aws.region, acls: asArray(NetworkAcls).map(asObject), s3 }, subnets).map(
    ({ subnet, expected, found }) => comparedTexts("network ACLs", subnetTitle(subnet), expected, found),
  );
}
