import { groupByEnvironment, type EnvironmentPlan } from "../../terraform/environment-plan";
import { type OutputStack } from "../../terraform/output";
import { asObject, asArray } from "../../terraform/stack-json";
import { type AddressLock } from "./lock";

/** The recorded zones of a cluster, beside the values that force replacement: EKS refuses other ones (UpdateClusterConfig). */
export const ZONES = "vpc_config.subnet_ids (zones)";

/** Letters of the zones of a cluster's subnets, sorted; undefined if they are not known. */
export function clusterZones(stacks: readonly OutputStack[], address: string): string | undefined {
  const [plan] = groupByEnvironment(stacks);
  const config = plan?.find("cluster", address)?.config;
  const vpc = asObject(asArray(config?.["vpc_config"])[0] ?? config?.["vpc_config"]);
  const letters = asArray(vpc["subnet_ids"]).map((value) => plan && zoneAt(plan, value));
  return letters.length > 0 && letters.every((letter) => letter !== undefined)
    ? [...new Set(letters)].sort().join(", ")
    : undefined;
}

function zoneAt(plan: EnvironmentPlan, value: Parameters<EnvironmentPlan["follow"]>[0]["value"]) {
  const origin = String(plan.follow({ layer: "cluster", value }).value);
  return /^\$\{(?:data\.)?aws_subnet\.\w+_([a-z])\.id\}$/.exec(origin)?.[1];
}

/** The zones that the lock of an environment records for its cluster; undefined without a record. */
export function recordedZones({ values }: AddressLock): readonly string[] | undefined {
  const clusters = [...values.values()].flatMap((byAddress) => [...byAddress.values()]);
  return clusters.flatMap((each) => each.get(ZONES) ?? [])[0]?.split(", ");
}
