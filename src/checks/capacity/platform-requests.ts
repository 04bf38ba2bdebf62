import { type Check, combinedFinding } from "../check";
import { asObject, type JsonObject, text } from "../../terraform/stack-json";
import { type ChartWorkload, chartWorkloads } from "../../infrastructure/kubernetes-charts";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../evidence/charts";
import { exactQuantity } from "../../base/quantities";

export const platformRequests: Check = {
  id: "platform-requests",
  severity: "error",
  title:
    "the containers of charts request CPU and memory, limit memory, and state amounts that Kubernetes accepts",
  why: "a pod without requests is the first that a full node evicts, and no check can count it; the API server refuses an amount that is no quantity, and the release fails",
  fix: "set the resources of the container in the values of the release, such as cpu: 50m and memory: 64Mi",
  source:
    "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (2026-11-20); src/evidence/charts",
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, local, values }) => {
      const facts = local ? undefined : CHART_FACTS[chart];
      if (!facts) return [];
      return chartWorkloads(facts, values)
        .filter((workload) => workload.facts.nodes !== "mps")
        .flatMap(({ containers, facts: { name } }) => {
          const running = containers.filter((container) => container.facts.init !== true);
          return combinedFinding(resource, name, running.flatMap(problems));
        });
    }),
};

function problems({ facts: { name }, resources }: ChartWorkload["containers"][number]): string[] {
  const [requests, limits] = [asObject(resources["requests"]), asObject(resources["limits"])];
  const absent = [
    ...(requests["cpu"] === undefined ? ["CPU request"] : []),
    ...(requests["memory"] === undefined ? ["memory request"] : []),
    ...(limits["memory"] === undefined ? ["memory limit"] : []),
  ];
  return [
    ...absent.map((what) => `container ${name} has no ${what}`),
    ...wrongAmounts(name, "request", requests),
    ...wrongAmounts(name, "limit", limits),
  ];
}

const wrongAmounts = (container: string, kind: string, amounts: JsonObject): string[] =>
  Object.entries(amounts)
    .filter(([, amount]) => typeof amount !== "number" && exactQuantity(text(amount) ?? "") === undefined)
    .map(
      ([what, amount]) =>
        `the ${kind} ${what} of container ${container} is ${JSON.stringify(amount)}, no quantity`,
    );
