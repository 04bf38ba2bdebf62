import { block, blocks, number } from "../../analysis/blocks";
import { type Workload, workloadsOf } from "../../analysis/capacity/workloads";
import { type Check, at } from "../check";

export const memoryTarget: Check = {
  id: "memory-target",
  severity: "warning",
  title: "no model is scaled by how much memory it uses",
  why: "a loaded model holds its memory while idle: above the target, the replicas rise to the most and stay there",
  fix: "leave out replicas.memoryPercent, or measure an idle pod and set memoryRequest well above it",
  source:
    "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details (2026-11-20)",
  run: (plan) =>
    workloadsOf(plan).flatMap((workload) => {
      const percent = memoryPercent(workload);
      return workload.autoscaler && percent !== undefined
        ? [{ ...at(workload.autoscaler.resource), message: message(workload, percent) }]
        : [];
    }),
};

/** The target that memory is held to, in percent of the request. */
function memoryPercent({ autoscaler }: Workload): number | undefined {
  const metrics = blocks(autoscaler?.spec["metric"]).flatMap((metric) => blocks(metric["resource"]));
  const memory = metrics.find(({ name }) => name === "memory");
  return number(block(memory?.["target"])["average_utilization"]);
}

function message({ name, max, requests, limits }: Workload, percent: number): string {
  const target = Math.floor((requests.memoryMiB * percent) / 100);
  const above =
    limits.memoryMiB > requests.memoryMiB ? `; its limit of ${limits.memoryMiB}Mi lets it hold far more` : "";
  return (
    `where an idle pod of ${name} holds more than ${target}Mi (${percent} % of its request), ` +
    `the autoscaler keeps ${max} replicas for ever${above}`
  );
}
