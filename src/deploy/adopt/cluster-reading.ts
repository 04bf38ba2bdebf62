import { userError } from "../../base/errors";
import { type Aws } from "../deploy/aws";
import eks from "../deploy/eks-parts.json";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";

/** An access entry with the policies that are associated with it. */
export interface AccessEntry {
  readonly entry: JsonObject;
  readonly policies: readonly JsonObject[];
}

/** An EKS cluster, as its API answers. */
export interface ClusterReading {
  readonly region: string;
  readonly cluster: JsonObject;
  readonly nodeGroups: readonly JsonObject[];
  readonly fargateProfiles: readonly JsonObject[];
  readonly addons: readonly JsonObject[];
  /** Empty where the cluster authenticates by the ConfigMap only. */
  readonly accessEntries: readonly AccessEntry[];
  /** Of the control plane's log group, in days. @default - no log group, or one that keeps everything */
  readonly logRetentionDays?: number;
}

/** Reads an EKS cluster by its name. It changes nothing. */
export async function readCluster(aws: Aws, name: string): Promise<ClusterReading> {
  const get = async (key: string, command: string, ...options: string[]): Promise<Json> =>
    asObject(await aws.get(command, ...options))[key] ?? null;
  const of = ["--cluster-name", name] as const;
  const parts = async (kind: keyof typeof eks.parts): Promise<JsonObject[]> => {
    const { list, names, describe, option, answer } = eks.parts[kind];
    const found: JsonObject[] = [];
    for (const each of asArray(await get(names, "eks", list, ...of)))
      found.push(asObject(await get(answer, "eks", describe, ...of, option, String(each))));
    return found;
  };
  const cluster = await described(aws, name);
  const accessEntries: AccessEntry[] = [];
  if (authenticationMode(cluster) !== "CONFIG_MAP")
    for (const entry of await parts("accessEntry")) {
      const principal = [...of, "--principal-arn", String(entry["principalArn"])];
      const call = "eks list-associated-access-policies";
      const policies = await aws.list("associatedAccessPolicies", call, ...principal);
      accessEntries.push({ entry, policies });
    }
  const logGroup = `/aws/eks/${name}/cluster`;
  const call = "logs describe-log-groups --log-group-name-prefix";
  const logGroups = await aws.list("logGroups", call, logGroup);
  const days = logGroups.find(({ logGroupName }) => logGroupName === logGroup)?.["retentionInDays"];
  return {
    region: aws.region,
    cluster,
    nodeGroups: await parts("nodeGroup"),
    fargateProfiles: await parts("fargateProfile"),
    addons: await parts("addon"),
    accessEntries,
    ...(typeof days === "number" ? { logRetentionDays: days } : {}),
  };
}

async function described(aws: Aws, name: string): Promise<JsonObject> {
  const call = ["eks describe-cluster", "--name", name] as const;
  const answer = await aws.try(...call);
  if ("error" in answer && answer.error.includes("ResourceNotFoundException"))
    throw userError({
      place: `--cluster ${name}`,
      got: `no such cluster in ${aws.region}`,
      expected: "an EKS cluster of this account and region",
      fix: `correct the name or the region; aws eks list-clusters --region ${aws.region} prints the names`,
    });
  return asObject(asObject("value" in answer ? answer.value : await aws.get(...call))["cluster"]);
}

/** The authentication mode; that of clusters without the setting is the ConfigMap. */
export const authenticationMode = ({ accessConfig }: JsonObject): string =>
  String(asObject(accessConfig)["authenticationMode"] ?? "CONFIG_MAP");

/** The id of the VPC of a cluster. */
export const vpcOf = ({ cluster }: ClusterReading): string =>
  String(asObject(cluster["resourcesVpcConfig"])["vpcId"]);

/** `name` of `arn:aws:iam::111122223333:role/path/name`. */
export const roleNameOf = (arn: Json | undefined): string => String(arn).split("/").at(-1) ?? "";
