import { FARGATE, fargateSize } from "../../facts/fargate";
import { amountsInWords, exceeding } from "../../infrastructure/capacity-amounts";
import { profileOf } from "../../infrastructure/capacity-placement";
import { emptyNode, onNodes } from "../../infrastructure/capacity-shortage";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { tooLarge } from "./too-large";
import TEXTS from "./texts.json";

export const podFitsNode: Check = {
  ...ruleOf(TEXTS, "pod-fits-node"),
  run: (plan) => [...tooLargeForNodes(plan), ...tooLargeForFargate(plan)],
};

function tooLargeForNodes(plan: EnvironmentPlan): Finding[] {
  const groups = nodeGroups(plan).filter(({ node }) => node !== undefined);
  return onNodes(plan).flatMap((workload) => {
    const homes = groups.filter((group) => group.admits(workload.pod));
    const isFit = (group: NodeGroup): boolean => (emptyNode(plan, group)?.holds(workload.requests) ?? 0) > 0;
    if (homes.length === 0 || homes.some(isFit)) return [];
    return [{ ...at(workload.resource), ...tooLarge(plan, workload, homes) }];
  });
}

function tooLargeForFargate(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan).flatMap((workload) => {
    const { name, model, requests, resource } = workload;
    if (!profileOf(plan, workload)) return [];
    if (fargateSize(requests.cpuMillis, requests.memoryMiB) !== undefined) return [];
    const memoryMiB = FARGATE.largest.memoryMiB - FARGATE.overheadMiB;
    const most = { ...FARGATE.largest, memoryMiB, diskMiB: Infinity, gpus: Infinity };
    const lacking = exceeding(requests, most);
    const keys = lacking.map((each) => (each === "cpuMillis" ? "cpuRequest" : "memoryRequest"));
    return [
      {
        ...at(resource),
        message: `a pod of ${name} requests ${amountsInWords(requests, "requested", lacking).join(", ")}; the largest pod on Fargate has ${amountsInWords(most, "free", lacking).join(", ")} beside its overhead of ${FARGATE.overheadMiB}Mi`,
        ...(model === undefined
          ? { fix: "request less, or run the pods on nodes" }
          : {
              fix: `lower ${keys.map((key) => `models[${model}].${key}`).join(" and ")}, or run the models on nodes: cluster.fargate: false`,
              key: keys.slice(0, 1),
            }),
      },
    ];
  });
}
