import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";
import { nodeImage } from "../../facts/instance-types";
import { nodesOf } from "../../environment/node-groups";
import { type NodeRepairSettings } from "./settings";

/** The agent reports GPUs of an ARM node as broken, since its host engine runs on x86 nodes only. */
export const nodeRepairRules = (_: NodeRepairSettings, { cluster }: EnvironmentConfig): RuleProblem[] =>
  Object.entries(cluster.nodeGroups)
    .filter(([, group]) => nodesOf(group).hasGpus && nodeImage(group.instanceTypes).amiType.includes("ARM"))
    .map(([name, { instanceTypes }]) => ({
      path: ["cluster", "nodeGroups", name, "instanceTypes"],
      got: `${instanceTypes.join(", ")}, GPU nodes with ARM processors, with components.node-repair`,
      expected:
        "GPU types with x86 processors, because the agent reads GPUs through a host engine that runs on no ARM node",
      fix: "choose x86 types such as g5.xlarge, or remove components.node-repair",
    }));
