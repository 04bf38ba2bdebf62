import { FARGATE, fargateSize } from "../../facts/fargate";
import { exceeding, inWords, NOTHING } from "../../infrastructure/capacity-amounts";
import { placeable, profileOf } from "../../infrastructure/capacity-placement";
import { everyNode, onNodes, roomFor } from "../../infrastructure/capacity-shortage";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding } from "../check";
import { tooLarge } from "./too-large";
import TEXTS from "./texts.json";

export const podFitsNode: Check = {
  id: "pod-fits-node",
  severity: "error",
  measures: true,
  ...TEXTS["pod-fits-node"],
  run: (plan) => [...tooLargeForNodes(plan), ...tooLargeForFargate(plan)],
};

function tooLargeForNodes(plan: EnvironmentPlan): Finding[] {
  const groups = nodeGroups(plan).filter(({ node }) => node !== undefined);
  const known = everyNode(plan);
  return onNodes(plan).flatMap((workload) => {
    const homes = groups.filter((group) => placeable(workload.pod, group));
    if (homes.length === 0 || homes.some((group) => roomFor(group, workload, known) > 0)) return [];
    return [{ ...at(workload.resource), ...tooLarge(workload, homes, known) }];
  });
}

function tooLargeForFargate(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan).flatMap((workload) => {
    const { name, model, requests, resource } = workload;
    if (!profileOf(plan, workload)) return [];
    if (fargateSize(requests.cpuMillis, requests.memoryMiB) !== undefined) return [];
    const most = { ...FARGATE.largest, memoryMiB: FARGATE.largest.memoryMiB - FARGATE.overheadMiB };
    const lacking = exceeding(requests, { ...NOTHING, ...most, diskMiB: Infinity, gpus: Infinity });
    const keys = lacking.map((each) => (each === "cpuMillis" ? "cpuRequest" : "memoryRequest"));
    return [
      {
        ...at(resource),
        message: `a pod of ${name} requests ${inWords(requests, lacking, "requested")}; the largest pod on Fargate has ${inWords({ ...NOTHING, ...most }, lacking, "free")} beside its overhead of ${FARGATE.overheadMiB}Mi`,
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
