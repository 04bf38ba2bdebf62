import { podsOf } from "../../facts/instance-capacity";
import { addressing } from "../../infrastructure/cni";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const maxPods: Check = {
  ...ruleOf(TEXTS, "max-pods"),
  run: (plan) => nodeGroups(plan).flatMap((group) => problem(plan, group)),
};

/** Recommended maximum of pods on a node, by its vCPUs (same source). */
const TESTED = { fewCpus: 30, few: 110, many: 250 };

function problem(plan: EnvironmentPlan, group: NodeGroup): Finding[] {
  const { node, resource } = group;
  if (!node) return [];
  const place = at(group.template ?? resource);
  const { prefixes, podSubnets } = addressing(plan);
  const pods = podsOf(node.type, { apart: podSubnets !== undefined });
  const carried = prefixes ? pods.prefixes : pods.singleAddresses;
  const how = prefixes ? "with prefix delegation" : "without prefix delegation";
  if (node.maxPods > carried) {
    const message = `maxPods is ${node.maxPods}; ${how}, a ${group.instanceTypes.join("/")} has addresses for ${carried} pods`;
    return [{ ...place, message }];
  }
  const tested = node.type.vcpus < TESTED.fewCpus ? TESTED.few : TESTED.many;
  if (node.maxPods <= tested) return [];
  const message = `maxPods is ${node.maxPods}, expected at most ${tested} for a node with ${node.type.vcpus} vCPUs`;
  return [{ ...place, message }];
}
