import { number } from "../../terraform/stack-json";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type Check, at, ruleOf } from "../check";
import { counted } from "../../base/counted";
import { items } from "../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const memoryTarget: Check = {
  ...ruleOf(TEXTS, "memory-target"),
  run: (plan) =>
    workloadsOf(plan).flatMap((workload) => {
      const percent = memoryPercent(workload);
      return workload.autoscaler && percent !== undefined
        ? [{ ...at(workload.autoscaler.resource), message: message(workload, percent) }]
        : [];
    }),
};

/** The memory target, in percent of the request. */
function memoryPercent({ autoscaler }: Workload): number | undefined {
  const metrics = items(autoscaler?.spec.metrics).flatMap((metric) => metric.resource ?? []);
  const memory = metrics.find(({ name }) => name === "memory");
  return number(memory?.target?.averageUtilization);
}

function message({ name, max, requests, limits }: Workload, percent: number): string {
  const target = Math.floor((requests.memoryMiB * percent) / 100);
  const above =
    limits.memoryMiB > requests.memoryMiB ? `; its limit allows ${Math.ceil(limits.memoryMiB)}Mi` : "";
  return (
    `if an idle pod of ${name} uses more than ${target}Mi (${percent} % of its request), ` +
    `the autoscaler keeps ${counted(max, "replica")} permanently${above}`
  );
}
