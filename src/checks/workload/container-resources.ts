import { BYTE_QUANTITY, CPUS, cpuMillis, memoryMiB } from "../../base/quantities";
import { type ContainerSpec } from "../../infrastructure/kubernetes-api";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Json, asObject } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const containerResources: Check = {
  ...ruleOf(TEXTS, "container-resources"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap(({ owner, containers }) =>
      combinedFinding(
        owner.resource,
        owner.title,
        containers.flatMap(({ name, config }) =>
          resourceProblems(config.resources ?? {}).map((problem) => `container ${name} ${problem}`),
        ),
      ),
    ),
};

function resourceProblems(resources: NonNullable<ContainerSpec["resources"]>): string[] {
  const requests = asObject(resources.requests);
  const limits = asObject(resources.limits);
  const cpu = [requests["cpu"], limits["cpu"]].map((each) => amount(each, CPUS, cpuMillis));
  const memory = [requests["memory"], limits["memory"]].map((each) => amount(each, BYTE_QUANTITY, memoryMiB));
  return [
    ...(positive(cpu[0]) ? [] : ["has no CPU request"]),
    ...(positive(memory[0]) ? [] : ["has no memory request"]),
    ...(positive(memory[1]) ? [] : ["has no memory limit"]),
    ...(limits["cpu"] === undefined || positive(cpu[1])
      ? []
      : [`has the invalid CPU limit ${String(limits["cpu"])}`]),
    ...((cpu[1] ?? Infinity) < (cpu[0] ?? 0) ? ["has a CPU request above its limit"] : []),
    ...((memory[1] ?? Infinity) < (memory[0] ?? 0) ? ["has a memory request above its limit"] : []),
  ];
}

const positive = (value: number | undefined): boolean => value !== undefined && value > 0;

const amount = (value: Json | undefined, form: RegExp, read: (text: string) => number): number | undefined =>
  value !== undefined && form.test(String(value)) ? read(String(value)) : undefined;
