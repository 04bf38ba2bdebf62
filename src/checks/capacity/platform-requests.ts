import { type Check, combinedFinding, ruleOf } from "../check";
import { asObject, type JsonObject, text } from "../../terraform/stack-json";
import { type ChartWorkload, chartWorkloads } from "../../infrastructure/kubernetes-charts";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../evidence/charts";
import { exactQuantity } from "../../base/quantities";
import TEXTS from "./texts.json";

export const platformRequests: Check = {
  ...ruleOf(TEXTS, "platform-requests"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap(({ resource, chart, local, values }) => {
      const facts = local ? undefined : CHART_FACTS[chart];
      if (!facts) return [];
      return chartWorkloads(facts, values)
        .filter((workload) => workload.facts.nodes !== "mps")
        .flatMap(({ containers, facts: { name } }) => {
          const running = containers.filter((container) => container.facts.init !== true);
          return combinedFinding(resource, name, running.flatMap(containerProblems));
        });
    }),
};

function containerProblems({ facts: { name }, resources }: ChartWorkload["containers"][number]): string[] {
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
