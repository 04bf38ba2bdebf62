import { type AwsLocation, awsLocation } from "../../facts/aws";
import { userError } from "../../base/errors";
import { CLUSTER_LAYERS } from "../../base/layers";
import { asArray, asObject } from "../../terraform/stack-json";
import { Aws } from "./aws";
import { type Programs } from "./programs";
import { type DeployedStack } from "./stacks";

/** The environment that a command works on. */
interface Target {
  readonly programs: Programs;
  readonly all: readonly DeployedStack[];
  /** @default - all layers */
  readonly chosen?: readonly DeployedStack[];
}

/**
 * Throws where the credentials of the process are those of another account or partition, or where the name of the cluster leads
 * to another cluster. Returns a line about what the command works on. Terraform refuses another account only after the plan,
 * and a reading command takes what another account lacks for what was destroyed.
 */
export async function workedOn({ programs, all, chosen = all }: Target): Promise<string> {
  const home = homeOfStacks(all);
  const arn = await callerIn(programs, all, home);
  const { environment = "" } = all[0] ?? {};
  const account = `${environment}: account ${home.accountId}, region ${home.region}, as ${arn}`;
  if (!chosen.some(({ layer }) => CLUSTER_LAYERS.includes(layer))) return account;
  const cluster = await clusterIn(programs, all, home);
  return cluster === undefined ? account : `${account}; ${cluster}`;
}

/** Account and region of the stacks, from their AWS providers. */
export function homeOfStacks(stacks: readonly Pick<DeployedStack, "json">[]): AwsLocation {
  const providers = stacks.flatMap(({ json }) => asArray(json.providers["aws"]).map(asObject));
  const own = providers.find(({ alias }) => alias === undefined);
  return awsLocation(String(asArray(own?.["allowed_account_ids"])[0]), String(own?.["region"]));
}

/** ARN of the credentials. */
async function callerIn(
  programs: Programs,
  all: readonly DeployedStack[],
  home: AwsLocation,
): Promise<string> {
  const { environment = "" } = all[0] ?? {};
  const expected = `credentials of account ${home.accountId} in the partition ${home.partition}, that of ${environment} in ${home.region}`;
  const answer = await new Aws(programs, home.region).try("sts", "get-caller-identity");
  if (!("value" in answer))
    throw userError({
      place: `credentials from ${programs.credentials}`,
      got: answer.error.split("\n").at(-1) ?? "",
      expected,
      fix: "log in, or set AWS_PROFILE to a profile of this account; aws sts get-caller-identity shows what is used",
    });
  const { Account, Arn } = asObject(answer.value);
  const arn = String(Arn);
  const partition = arn.split(":")[1];
  if (Account === home.accountId && partition === home.partition) return arn;
  throw userError({
    place: `credentials from ${programs.credentials}`,
    got: `account ${String(Account)} in the partition ${partition}, as ${arn}`,
    expected,
    fix: "set AWS_PROFILE to a profile of this account, assume a role in it, or name another environment; nothing was changed",
  });
}

/** The cluster that kubectl and Helm would change; undefined where it does not exist yet. */
async function clusterIn(
  programs: Programs,
  all: readonly DeployedStack[],
  home: AwsLocation,
): Promise<string | undefined> {
  const name = all.flatMap(({ json }) => json.resources("aws_eks_cluster"))[0]?.config["name"];
  if (typeof name !== "string") return undefined;
  const answer = await new Aws(programs, home.region).try("eks", "describe-cluster", "--name", name);
  if (!("value" in answer)) {
    if (answer.error.includes("ResourceNotFoundException")) return undefined;
    const reason = answer.error.split("\n").at(-1) ?? "";
    return `cluster ${name} is not known to be that of this account: ${reason}`;
  }
  const { arn, endpoint } = asObject(asObject(answer.value)["cluster"]);
  if (arn === undefined) return undefined;
  const expected = `arn:${home.partition}:eks:${home.region}:${home.accountId}:cluster/${name}`;
  if (arn === expected) return `cluster ${name} at ${String(endpoint)}`;
  throw userError({
    place: `cluster ${name}`,
    got: `${String(arn)} at ${String(endpoint)}`,
    expected,
    fix: "use credentials of this account, and no AWS_ENDPOINT_URL of another one",
  });
}

/** A line of a shell that ends a script where the credentials are those of another account. */
export function accountGuard(stacks: readonly Pick<DeployedStack, "json">[]): string[] {
  const { accountId } = homeOfStacks(stacks);
  return [
    `# All commands need credentials of account ${accountId}.`,
    `[ "$(aws sts get-caller-identity --query Account --output text)" = ${accountId} ] || { echo "other credentials than those of account ${accountId}"; exit 1; }`,
  ];
}
