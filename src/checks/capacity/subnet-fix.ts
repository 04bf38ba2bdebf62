import { own } from "../../base/own";
import { addressing } from "../../infrastructure/cni";
import { internetRoutes } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type SubnetBudget } from "./addresses";
import { apart as APART, fixes as FIXES } from "./fixes-of-subnets.json";

/** The correction at the key that gives a subnet its range. Subnets of pods have no other use, and those apart from nodes have one. */
export function subnetFix(plan: EnvironmentPlan, { subnet, uses, nodes }: SubnetBudget): { fix: string } {
  const isOfPods = [...(addressing(plan).podSubnets?.values() ?? [])].flat().includes(subnet);
  const isPublic = internetRoutes(subnet.table, "internet").length > 0;
  const kinds = [...new Set(uses.map(({ what }) => what)), ...nodes.map(() => "nodes")];
  const apart = kinds.length === 1 ? own<string>(APART, kinds[0] ?? "") : undefined;
  const key = isOfPods ? "podCidr" : isPublic ? "publicSubnets" : apart;
  return { fix: own<string>(FIXES, key ?? "") ?? FIXES.privateSubnets };
}
