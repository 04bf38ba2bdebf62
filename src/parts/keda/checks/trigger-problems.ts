import { isFalse, text } from "../../../terraform/stack-json";
import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { runsVllm } from "../../../infrastructure/kubernetes-vllm";
import { type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { CHART_FACTS } from "../../../evidence/charts";
import { VLLM_FACTS } from "../../../evidence/vllm";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { readExpression, type Selector } from "../../alerts/model";
import { type Trigger } from "../model";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";

export const PROMETHEUS_TRIGGER = "prometheus";

const STACK = "kube-prometheus-stack";

/** Problems of a trigger that queries Prometheus about the pods that it scales. */
export function triggerProblems(plan: EnvironmentPlan, { metadata }: Trigger, pods: Pods): string[] {
  const query = text(metadata["query"]) ?? "";
  const threshold = text(metadata["threshold"]) ?? "(none)";
  return [
    ...queryProblems(plan, query, pods),
    ...addressProblems(plan, text(metadata["serverAddress"]) ?? "(none)"),
    ...(Number(threshold) > 0
      ? []
      : [`its threshold is ${threshold}, expected a number of requests above 0 for each pod`]),
    ...(isFalse(metadata["ignoreNullValues"])
      ? []
      : ["ignoreNullValues is not false, so missing series count as no request, and pods go"]),
  ];
}

function queryProblems(plan: EnvironmentPlan, query: string, pods: Pods): string[] {
  const { selectors, fault } = readExpression(query);
  if (fault !== undefined) return [`its query is no expression of Prometheus: ${query}`];
  if (selectors.length === 0) return ["its query reads no series"];
  return [
    // KEDA takes one value, and divides it by the threshold to get the number of pods.
    ...(/^\s*sum\s*\(/.test(query)
      ? []
      : ["its query has a value for each pod, expected sum(…), the requests of all pods"]),
    ...selectors.flatMap((selector) => selectorProblems(plan, selector, pods)),
  ];
}

function selectorProblems(plan: EnvironmentPlan, { metric, matchers }: Selector, pods: Pods): string[] {
  const { namespace, name } = pods.owner;
  const equal = (label: string): string | undefined =>
    matchers.find((each) => each.label === label && each.operator === "=")?.value;
  const [space, service] = [equal("namespace"), equal("service")];
  const known = VLLM_FACTS.metrics[metric];
  return [
    ...(!runsVllm(pods) || (known?.type === "gauge" && known.only === undefined)
      ? []
      : [`${metric} is no gauge of vLLM ${VLLM_FACTS.version}`]),
    ...(space === namespace
      ? []
      : [
          `its query selects ${space === undefined ? "no namespace" : `namespace="${space}"`}, and its pods are in ${namespace}`,
        ]),
    ...(service === undefined
      ? ["its query selects no service, so it reads the requests of others too"]
      : []),
    ...(service === undefined || isServiceOf(plan, service, pods)
      ? []
      : [`the series of service="${service}" are not those of ${name}`]),
    ...matchers
      .filter(({ label }) => !["namespace", "service"].includes(label))
      .map((each) => `its query leaves out series without ${each.text}`),
  ];
}

/** Whether a Service selects these pods and no others. */
function isServiceOf(plan: EnvironmentPlan, name: string, pods: Pods): boolean {
  const { namespace } = pods.owner;
  const service = objectsOf(plan).find("service", namespace, name);
  if (!service) return false;
  const selected = objectsOf(plan).selected(namespace, labelsOf(service.spec.selector));
  return selected.length === 1 && selected[0] === pods;
}

/** The address is a Service of a release of Prometheus. */
function addressProblems(plan: EnvironmentPlan, address: string): string[] {
  const services = CHART_FACTS[STACK]?.services.filter(({ name }) => name.endsWith("-prometheus")) ?? [];
  const known = releasesOf(plan, STACK).flatMap(({ namespace }) =>
    services.flatMap(({ name, port }) =>
      ["svc", "svc.cluster.local"].map((ending) => `http://${name}.${namespace}.${ending}:${port}`),
    ),
  );
  return known.includes(address.replace(/\/$/, ""))
    ? []
    : [`its serverAddress is ${address}, which is no Service of a release of Prometheus`];
}
