import { type Sandbox } from "./sandbox";

/** A call of the AWS CLI, and the JMESPath of the ids or ARNs in its output. */
interface Listing {
  readonly call: readonly string[];
  readonly ids: string;
}

/** Resources that moto's tagging API does not list, without the default resources of AWS. */
const UNTAGGED: readonly Listing[] = [
  {
    call: ["ec2", "describe-vpc-endpoints"],
    ids: "VpcEndpoints[?State!='deleted'].VpcEndpointId",
  },
  { call: ["ec2", "describe-network-acls"], ids: "NetworkAcls[?!IsDefault].NetworkAclId" },
  { call: ["ec2", "describe-addresses"], ids: "Addresses[].AllocationId" },
  { call: ["ec2", "describe-launch-templates"], ids: "LaunchTemplates[].LaunchTemplateId" },
  { call: ["eks", "list-clusters"], ids: "clusters" },
  { call: ["ecr", "describe-repositories"], ids: "repositories[].repositoryArn" },
  { call: ["iam", "list-roles"], ids: "Roles[].Arn" },
  { call: ["iam", "list-open-id-connect-providers"], ids: "OpenIDConnectProviderList[].Arn" },
];

/** Region of the billing metrics, and thus of the alarm. */
const BILLING_REGION = "us-east-1";

/** Ids and ARNs of the project's resources in the sandbox's account, except deleted ones and those in deletion. */
export async function resourcesOfProject(sandbox: Sandbox): Promise<string[]> {
  const list = async ({ call, ids }: Listing) => {
    const answer = await sandbox.aws(...call, "--query", ids);
    return (answer ?? []) as string[];
  };
  const tags = ["--tag-filters", `Key=environment,Values=${sandbox.environment}`];
  const tagged = (region: string): Listing => ({
    call: ["resourcegroupstaggingapi", "get-resources", "--region", region, ...tags],
    ids: "ResourceTagMappingList[].ResourceARN",
  });
  const regions = new Set([sandbox.region, BILLING_REGION]);
  const found: string[] = [];
  for (const listing of [...[...regions].map(tagged), ...UNTAGGED]) found.push(...(await list(listing)));
  const kept = await Promise.all(found.map(async (id) => ((await isBeingDeleted(sandbox, id)) ? [] : [id])));
  return [...new Set(kept.flat())].sort();
}

/** AWS also lists keys that are pending deletion, and deleted NAT gateways and peering connections for some hours. */
async function isBeingDeleted(sandbox: Sandbox, arn: string): Promise<boolean> {
  const [, region = "", kind, id = ""] =
    /^arn:aws:\w+:([^:]+):\d+:(key|natgateway|vpc-peering-connection)\/(.+)$/.exec(arn) ?? [];
  const state = (...call: string[]) => sandbox.aws(...call, "--region", region);
  if (kind === "key") {
    const query = ["--query", "KeyMetadata.KeyState"];
    return (await state("kms", "describe-key", "--key-id", id, ...query)) === "PendingDeletion";
  }
  if (kind === "natgateway") {
    const query = ["--query", "NatGateways[].State"];
    const states = await state("ec2", "describe-nat-gateways", "--nat-gateway-ids", id, ...query);
    return (states as string[]).every((each) => each === "deleted");
  }
  if (kind === "vpc-peering-connection") {
    const query = ["--query", "VpcPeeringConnections[].Status.Code"];
    const states = await state(
      "ec2",
      "describe-vpc-peering-connections",
      "--vpc-peering-connection-ids",
      id,
      ...query,
    );
    return (states as string[]).every((each) => each === "deleted");
  }
  return false;
}
