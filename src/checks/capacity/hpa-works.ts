import { number, text } from "../../terraform/stack-json";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { addonOf, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

type Autoscaler = Specs["horizontal_pod_autoscaler"];

export const hpaWorks: Check = {
  ...ruleOf(TEXTS, "hpa-works"),
  run: (plan) => {
    const scaled = new Map(
      workloadsOf(plan).flatMap((each) => each.autoscalers.map((autoscaler) => [autoscaler, each])),
    );
    return objectsOf(plan)
      .ofKind("horizontal_pod_autoscaler")
      .flatMap((autoscaler) => {
        const workload = scaled.get(autoscaler);
        return [...autoscalerProblems(plan, autoscaler, workload), ...severalOf(workload)].map((message) => ({
          ...at(autoscaler.resource),
          message,
        }));
      });
  },
};

/** Each of several sets the replicas that it computes, again and again. */
function severalOf(workload: Workload | undefined): string[] {
  const { name, autoscalers } = workload ?? { name: "", autoscalers: [] };
  const names = autoscalers.map((each) => each.name).sort();
  return names.length > 1 ? [`${name} has several autoscalers: ${names.join(", ")}`] : [];
}

function autoscalerProblems(
  plan: EnvironmentPlan,
  { spec }: KubernetesObject<Autoscaler>,
  workload?: Workload,
): Finding["message"][] {
  const metrics = items(spec.metrics);
  const [least, most] = [number(spec.minReplicas) ?? 1, number(spec.maxReplicas)];
  return [
    ...(workload ? [] : ["it scales nothing: the target of scaleTargetRef is not in its namespace"]),
    ...(spec.scaleTargetRef?.apiVersion === "apps/v1"
      ? []
      : ["the API version of its target is not apps/v1"]),
    ...(most !== undefined && most >= least
      ? []
      : [`maxReplicas is ${String(most)}, expected at least minReplicas, ${least}`]),
    ...(least >= 1 ? [] : [`minReplicas is ${least}, expected at least 1`]),
    ...(metrics.length === 0 ? ["it has no metric to scale by"] : []),
    ...metrics.flatMap((metric) =>
      text(metric.type) === "Resource" ? resourceProblems(plan, metric, workload) : [],
    ),
    ...(metrics.every((metric) => KINDS.includes(text(metric.type) ?? ""))
      ? []
      : ["a metric has an unknown type"]),
    ...behaviorProblems(spec.behavior ?? {}),
  ];
}

const KINDS = ["Resource", "ContainerResource", "Pods", "Object", "External"];

function resourceProblems(
  plan: EnvironmentPlan,
  metric: NonNullable<Autoscaler["metrics"]>[number],
  workload?: Workload,
): string[] {
  const { name, target = {} } = metric.resource ?? {};
  const { type, averageUtilization: percent, averageValue: value } = target;
  const wanted = number(percent);
  return [
    ...(name === "cpu" || name === "memory" ? [] : [`${String(name)} is not a measured resource`]),
    ...(type === "AverageValue" && value !== undefined
      ? []
      : utilizationProblems(String(name), type === "Utilization" ? wanted : undefined)),
    ...(workload?.unstated.includes(String(name))
      ? [
          `its target for ${String(name)} is a percentage of the request, and ${workload.name} has no such request`,
        ]
      : []),
    ...(measured(plan) ? [] : ["no metrics-server is installed to measure its metrics"]),
  ];
}

/** A pod reaches its request at 100 %, and rarely exceeds it. */
function utilizationProblems(name: string, percent: number | undefined): string[] {
  if (percent === undefined) return [`it has no target for ${name}`];
  return percent >= 1 && percent <= 100
    ? []
    : [`its target for ${name} is ${percent} % of the request, expected 1 to 100`];
}

/** True if an add-on or a chart serves the metrics API. */
const measured = memoizePerPlan(
  (plan: EnvironmentPlan): boolean =>
    addonOf(plan, "metrics-server") !== undefined ||
    helmReleasesOf(plan).some(({ chart }) => chart === "metrics-server"),
);

/** Limits of the API, in seconds (Kubernetes API reference, HorizontalPodAutoscaler v2). */
const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

function behaviorProblems({ scaleUp, scaleDown }: NonNullable<Autoscaler["behavior"]>): string[] {
  const directions = [
    ["scale_up", scaleUp],
    ["scale_down", scaleDown],
  ] as const;
  return directions.flatMap(([direction, rules]) => {
    if (rules === undefined) return [];
    const window = number(rules.stabilizationWindowSeconds) ?? 0;
    const policies = items(rules.policies);
    const select = rules.selectPolicy ?? "Max";
    return [
      ...(window >= 0 && window <= LONGEST_WINDOW
        ? []
        : [`the stabilization window of ${direction} is ${window} s, expected at most ${LONGEST_WINDOW}`]),
      ...(["Max", "Min", "Disabled"].includes(String(select))
        ? []
        : [`select_policy of ${direction} is ${String(select)}, expected Max, Min or Disabled`]),
      ...(policies.every(
        ({ type, value, periodSeconds }) =>
          (type === "Pods" || type === "Percent") &&
          (number(value) ?? 0) > 0 &&
          (number(periodSeconds) ?? 0) > 0 &&
          (number(periodSeconds) ?? 0) <= LONGEST_PERIOD,
      )
        ? []
        : [`${direction} has an invalid policy`]),
    ];
  });
}
