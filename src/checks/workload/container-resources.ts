import { cpuMillis, memoryMiB } from "../../core/quantities";
import { block, combinedFinding } from "../../analysis/blocks";
import { objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type JsonObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const containerResources: Check = {
  id: "container-resources",
  severity: "error",
  title: "every container reserves CPU and memory, and has a memory limit",
  why: "without requests the scheduler fills nodes and the autoscaler has nothing to compare with; without a memory limit one leak takes a node down",
  fix: "set requests for cpu and memory and a limit for memory; leave the CPU limit out, or inference is throttled",
  source: "Kubernetes documentation, Resource Management for Pods and Containers (read 2026-11-20)",
  scannerRules: [
    "CKV_K8S_10",
    "CKV_K8S_11",
    "CKV_K8S_12",
    "CKV_K8S_13",
    "KSV-0015",
    "KSV-0016",
    "KSV-0018",
    "unset-memory-requirements",
    "unset-cpu-requirements",
  ],
  run: (plan) =>
    objectsOf(plan).pods.flatMap(({ owner, containers }) =>
      combinedFinding(
        owner.resource,
        titleOf(owner),
        containers.flatMap(({ name, config }) =>
          problems(block(config["resources"])).map((problem) => `container ${name} ${problem}`),
        ),
      ),
    ),
};

function problems(resources: JsonObject): string[] {
  const requests = block(resources["requests"]);
  const limits = block(resources["limits"]);
  const cpu = [requests["cpu"], limits["cpu"]].map((each) => amount(each, /^\d+(\.\d+)?m?$/, cpuMillis));
  const memory = [requests["memory"], limits["memory"]].map((each) =>
    amount(each, /^\d+(Mi|Gi)$/, memoryMiB),
  );
  return [
    ...(positive(cpu[0]) ? [] : ["reserves no CPU"]),
    ...(positive(memory[0]) ? [] : ["reserves no memory"]),
    ...(positive(memory[1]) ? [] : ["has no memory limit"]),
    ...(limits["cpu"] === undefined || positive(cpu[1])
      ? []
      : [`has the CPU limit ${String(limits["cpu"])}`]),
    ...((cpu[1] ?? Infinity) < (cpu[0] ?? 0) ? ["reserves more CPU than its limit"] : []),
    ...((memory[1] ?? Infinity) < (memory[0] ?? 0) ? ["reserves more memory than its limit"] : []),
  ];
}

const positive = (value: number | undefined): boolean => value !== undefined && value > 0;

const amount = (
  value: JsonObject[string] | undefined,
  form: RegExp,
  read: (text: string) => number,
): number | undefined => (value !== undefined && form.test(String(value)) ? read(String(value)) : undefined);
