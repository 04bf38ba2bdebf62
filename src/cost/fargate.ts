import { fargateCpuMillis, fargateMemoryGiB } from "../catalog/instance-capacity";
import { type Workload, workloadsOf } from "../analysis/capacity/workloads";
import { profileOf } from "../analysis/cluster/fargate";
import { type Costing, type CostLine, type LineParts, type LinesOf, hoursOf, lineOf, times } from "./line";
import { counted } from "../core/counted";

export const POD = "pod";

/** Pods on Fargate, by the Fargate size of each. */
export const fargateLines: LinesOf = (costing) =>
  workloadsOf(costing.plan)
    .filter((workload) => profileOf(costing.plan, workload) !== undefined)
    .flatMap((workload) => podLines(costing, workload));

function podLines(costing: Costing, workload: Workload): CostLine[] {
  const { resource, min, max, requests } = workload;
  const cpu = fargateCpuMillis(requests.cpuMillis, requests.memoryMiB);
  const memory = fargateMemoryGiB(requests.cpuMillis, requests.memoryMiB);
  const pods = { min, max, unit: POD };
  const part = (item: string, amount: number | undefined, unit: string, unitPrice: LineParts["unitPrice"]) =>
    lineOf(costing, resource, {
      item,
      billedAs: "AmazonEKS",
      unitPrice: amount === undefined ? undefined : unitPrice,
      ...(amount === undefined ? { unknown: "no Fargate size fits the pod" } : {}),
      factors: [pods, times(amount ?? 0, unit), hoursOf(costing)],
      assumption: `from ${min} to ${counted(max, "pod")}, each rounded up to a Fargate size`,
    });
  return [
    part("Fargate CPU", cpu === undefined ? undefined : cpu / 1000, "vCPU", "fargateCpuHour"),
    part("Fargate memory", memory, "GB", "fargateMemoryHour"),
  ];
}
