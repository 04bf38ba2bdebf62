import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { type AddonPods } from "../../../evidence/addons";
import { ADDONS_OF_PARTS } from "../../../evidence/addons-of-parts";
import { groupBy } from "../../../base/group-by";
import { chartValue } from "../../../infrastructure/kubernetes-charts";
import { addonOf } from "../../../infrastructure/kubernetes-releases";
import { groupNames, type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { asObject, block, isFalse, isTrue, type JsonObject } from "../../../terraform/stack-json";
import { AGENT, AGENT_ADDON, HOST_ENGINE, SETTINGS, hostEngineRunsOn } from "../facts/node-repair";
import TEXTS from "./texts.json";

export const nodeRepairCheck: Check = {
  ...ruleOf(TEXTS, "node-repair"),
  run: (plan) => {
    const groups = nodeGroups(plan);
    const agent = addonOf(plan, AGENT_ADDON);
    return agent
      ? [...groups.flatMap(withoutRepair), ...agentFindings(agent, groups)]
      : groups.filter((group) => hasGpus(group) && isRepaired(group)).map(withoutAgent);
  },
};

const hasGpus = ({ hasNvidiaDriver }: NodeGroup): boolean => hasNvidiaDriver;

const isRepaired = ({ resource }: NodeGroup): boolean =>
  isTrue(block(resource.config.node_repair_config).enabled);

const withoutAgent = ({ resource }: NodeGroup): Finding => ({
  ...at(resource),
  message: `EKS repairs its nodes, but no add-on ${AGENT_ADDON} finds a broken GPU of them`,
});

function withoutRepair(group: NodeGroup): Finding[] {
  if (isRepaired(group)) return [];
  const { node_repair_config: given } = group.resource.config;
  const { enabled } = block(given);
  const why =
    given === undefined
      ? "node_repair_config is missing"
      : `enabled is ${enabled === undefined ? "missing" : String(enabled)}`;
  return [
    {
      ...at(group.resource),
      message: `the agent reports its broken nodes, but EKS does not repair them: ${why}`,
    },
  ];
}

function agentFindings(
  { resource, settings }: NonNullable<ReturnType<typeof addonOf>>,
  groups: readonly NodeGroup[],
): Finding[] {
  const withGpus = groups.filter(hasGpus);
  return combinedFinding(resource, "node monitoring", [
    ...Object.keys(settings)
      .filter((key) => !SETTINGS.some((each) => each === key))
      .map(
        (key) =>
          `configuration_values has ${key}, expected ${SETTINGS.slice(0, -1).join(", ")} or ${SETTINGS.at(-1)}`,
      ),
    ...obstacles(AGENT, asObject(settings["nodeAgent"]), groups),
    ...obstacles(HOST_ENGINE, asObject(settings["dcgmAgent"]), withGpus),
    ...withGpus.flatMap(typeProblems),
    ...(withGpus.length > 0 && isFalse(chartValue(settings, "nodeAgent.monitors.nvidia.enabled"))
      ? ["nodeAgent.monitors.nvidia.enabled is false, so it finds no broken GPU"]
      : []),
  ]);
}

/** Node groups whose nodes refuse the pods of a DaemonSet. Its own affinity is that of `hostEngineRunsOn`. */
function obstacles(name: string, values: JsonObject, groups: readonly NodeGroup[]): string[] {
  const { tolerations } = ADDONS_OF_PARTS[AGENT_ADDON]?.pods.find((pods) => pods.name === name) as AddonPods;
  const pod = { tolerations, ...values } as Parameters<NodeGroup["obstacle"]>[0];
  return [...groupBy(groups, (group) => group.obstacle(pod))].flatMap(([why, refused]) =>
    why === undefined
      ? []
      : [`its DaemonSet ${name} does not run on nodes of ${groupNames(refused)}: ${why}`],
  );
}

const typeProblems = ({ instanceTypes, resource }: NodeGroup): string[] =>
  instanceTypes
    .filter((type) => !hostEngineRunsOn(type))
    .map(
      (type) =>
        `its DaemonSet ${HOST_ENGINE} does not run on ${type} of ${resource.name}, so the agent reports its GPUs as broken`,
    );
