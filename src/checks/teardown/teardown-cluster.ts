import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { missingEdges, type Need } from "./order";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { knownText } from "../../infrastructure/text-references";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import MEMBERS from "./members-of-cluster.json";
import TEXTS from "./texts.json";
import { logWritersOf } from "../../infrastructure/log-writers";

export const teardownCluster: Check = {
  ...ruleOf(TEXTS, "teardown-cluster"),
  run: (plan) => [
    ...missingEdges(plan, [...members(plan), ...associations(plan), ...nodeNeeds(plan), ...logGroups(plan)]),
    ...strays(plan),
    ...podAddons(plan),
  ],
};

const membersOf = (plan: EnvironmentPlan): PlannedResource[] =>
  MEMBERS.types.flatMap((type) => [...plan.resources(type)]);

const clustersByName = memoizePerPlan(
  (plan: EnvironmentPlan) =>
    new Map(plan.resources("aws_eks_cluster").map((cluster) => [knownName(plan, cluster, "name"), cluster])),
);

/** Resources that name a cluster of the plan, by reference or by text. */
function members(plan: EnvironmentPlan): Need[] {
  return membersOf(plan).flatMap((member): Need[] => {
    const cluster = clustersByName(plan).get(knownName(plan, member, "cluster_name"));
    return cluster ? [{ first: member, needs: cluster, why: "the cluster that it belongs to" }] : [];
  });
}

function strays(plan: EnvironmentPlan): Finding[] {
  if (clustersByName(plan).size === 0) return [];
  return membersOf(plan)
    .filter((member) => !clustersByName(plan).has(knownName(plan, member, "cluster_name")))
    .map((member) => ({ ...at(member), message: "it belongs to no cluster of this environment" }));
}

const knownName = (plan: EnvironmentPlan, resource: PlannedResource, key: string): string | undefined =>
  knownText(plan, inLayer(resource, resource.config[key]));

function associations(plan: EnvironmentPlan): Need[] {
  const entries = new Map(
    plan.resources("aws_eks_access_entry").map((entry) => [principal(plan, entry), entry]),
  );
  return plan.resources("aws_eks_access_policy_association").flatMap((association) => {
    const entry = entries.get(principal(plan, association));
    return entry ? [{ first: association, needs: entry, why: "the access entry of its principal" }] : [];
  });
}

const principal = (plan: EnvironmentPlan, resource: PlannedResource): string | undefined =>
  knownName(plan, resource, "principal_arn");

/** Add-ons that nodes need to become ready, and that pods need until the last node is gone. */
const BEFORE_NODES = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"];

function nodeNeeds(plan: EnvironmentPlan): Need[] {
  const addons = plan
    .resources("aws_eks_addon")
    .filter((addon) => BEFORE_NODES.includes(knownName(plan, addon, "addon_name") ?? ""));
  return nodeGroups(plan).flatMap(({ resource }) =>
    addons.map((addon) => ({
      first: resource,
      needs: addon,
      why: "which its nodes need to become ready and to drain",
    })),
  );
}

/** Log groups that their writers would otherwise create themselves. */
const logGroups = (plan: EnvironmentPlan): Need[] =>
  logWritersOf(plan).flatMap(({ writer, groups }) =>
    groups.flatMap(({ resource }): Need[] =>
      resource ? [{ first: writer, needs: resource, why: "so it may create that log group itself" }] : [],
    ),
  );

/** Findings for add-ons whose pods need nodes: EKS waits for the pods, and reports the add-on as degraded. */
function podAddons(plan: EnvironmentPlan): Finding[] {
  const graph = dependenciesOf(plan);
  const homes = nodeGroups(plan).filter(({ taints }) => taints.length === 0);
  return plan
    .resources("aws_eks_addon")
    .filter((addon) => {
      const pods = ADDONS_OF_PARTS[knownName(plan, addon, "addon_name") ?? ""]?.pods ?? [];
      return pods.some(({ count }) => typeof count === "number");
    })
    .filter((addon) => homes.length > 0 && !homes.some(({ resource }) => graph.outlives(resource, addon)))
    .map((addon) => ({ ...at(addon), message: "it depends on no node group, but its pods need nodes" }));
}
