import { text } from "../../terraform/stack-json";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { items, type PodSpec } from "../../infrastructure/kubernetes-api";
import { type Finding, at } from "../check";

/** Fields by which pods choose nodes, with a value that fits all nodes or none. */
export const nodeFields = (plan: EnvironmentPlan): Finding[] =>
  workloadsOf(plan).flatMap(({ name, pod, resource, kind }) =>
    [...(kind === "daemon_set" ? [] : tolerationProblems(pod)), ...systemProblems(plan, pod)].map(
      (problem) => ({
        ...at(resource),
        message: `the pods of ${name} ${problem}`,
      }),
    ),
  );

/** A toleration without a key is for agents that run on every node. */
const tolerationProblems = (pod: PodSpec): string[] =>
  items(pod.tolerations)
    .filter(({ key }) => key === undefined || key === "")
    .map(({ operator }) =>
      operator === "Exists"
        ? "tolerate every taint, so they also start on nodes of other groups, and stay on nodes that do not answer"
        : "have a toleration without a key, which needs the operator Exists",
    );

function systemProblems(plan: EnvironmentPlan, pod: PodSpec): string[] {
  const name = text(pod.os?.name) ?? "linux";
  if (name === "linux") return [];
  if (name !== "windows") return [`run on ${name}, expected linux or windows`];
  return nodeGroups(plan).some(({ amiType }) => amiType.startsWith("WINDOWS"))
    ? []
    : ["run on windows, and no node group has it"];
}
