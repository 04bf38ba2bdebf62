import { fargateSize } from "../../facts/fargate";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { profileOf } from "../../infrastructure/capacity-placement";
import { MINUTES_A_WEEK } from "../../infrastructure/part-rest";
import { RESTS } from "../../infrastructure/rests";
import {
  type Costing,
  type CostLine,
  costLine,
  type Factor,
  HOUR,
  hoursOf,
  type LineParts,
  type LinesOf,
  times,
} from "../line";
import { counted } from "../../base/counted";
import { hoursText } from "../hours";

export const POD = "pod";

/** Pods on Fargate, by the Fargate size of each. Jobs that run for a minute a day are not counted. */
export const fargateLines: LinesOf = (costing) =>
  workloadsOf(costing.plan)
    .filter((workload) => profileOf(costing.plan, workload) !== undefined && !workload.isJob)
    .flatMap((workload) => podLines(costing, workload));

function podLines(costing: Costing, workload: Workload): CostLine[] {
  const { resource, min, max, requests } = workload;
  const { cpuMillis: cpu, memoryGiB: memory } = fargateSize(requests.cpuMillis, requests.memoryMiB) ?? {};
  const pods = { min, max, unit: POD };
  const { hours, notes } = workingHours(costing, workload);
  const part = (item: string, amount: number | undefined, unit: string, unitPrice: LineParts["unitPrice"]) =>
    costLine(costing, resource, {
      item,
      billedAs: "AmazonEKS",
      unitPrice: amount === undefined ? undefined : unitPrice,
      ...(amount === undefined ? { unknown: "no Fargate size fits the pod" } : {}),
      factors: [pods, times(amount ?? 0, unit), hours],
      assumption: [`from ${min} to ${counted(max, "pod")}, each rounded up to a Fargate size`, ...notes].join(
        "; ",
      ),
    });
  return [
    part("Fargate CPU", cpu === undefined ? undefined : cpu / 1000, "vCPU", "fargateCpuHour"),
    part("Fargate memory", memory, "GB", "fargateMemoryHour"),
  ];
}

/** Hours in which a workload has pods. */
function workingHours(costing: Costing, workload: Workload): { hours: Factor; notes: string[] } {
  const [rest] = RESTS.flatMap(({ minutesOf }) => minutesOf(costing.plan).get(workload.key) ?? []);
  if (costing.alwaysOn || rest === undefined) return { hours: hoursOf(costing), notes: [] };
  const minutes = MINUTES_A_WEEK - rest;
  return {
    hours: times((costing.hours * minutes) / MINUTES_A_WEEK, HOUR),
    notes: [`${hoursText(minutes)} of ${hoursText(MINUTES_A_WEEK)} hours a week, by its jobs`],
  };
}
