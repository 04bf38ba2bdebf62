import { releasesOf } from "../../../infrastructure/kubernetes-releases";
import { runsVllm } from "../../../infrastructure/kubernetes-vllm";
import { type Specs } from "../../../infrastructure/kubernetes-api";
import { type KubernetesObject, type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, number, text } from "../../../terraform/stack-json";
import { monitoredPodsOf } from "../../prometheus/model";
import { AT_ZERO, KEDA_CHART, MOST_RUNNING, QUEUE_SERIES, SCALED_OBJECT } from "../facts/keda";
import { type ScaledObject, scaledObjectsOf } from "../model";
import { PROMETHEUS_TRIGGER, triggerProblems } from "./trigger-problems";
import TEXTS from "./texts.json";

export const queueScaling: Check = {
  ...ruleOf(TEXTS, "queue-scaling"),
  run: (plan) => [
    ...scaledObjectsOf(plan).flatMap((scaled) =>
      combinedFinding(
        scaled.object.resource,
        `ScaledObject ${scaled.object.name}`,
        scalerProblems(plan, scaled),
      ),
    ),
    ...notScaled(plan),
  ],
};

/** Language models beside KEDA without an autoscaler. While KEDA comes or goes, they follow their CPU. */
function notScaled(plan: EnvironmentPlan): Finding[] {
  if (releasesOf(plan, KEDA_CHART).length === 0) return [];
  const scaled = objectsOf(plan)
    .ofKind("horizontal_pod_autoscaler")
    .map(({ namespace, spec }) => `${namespace}/${String(spec.scaleTargetRef?.name)}`);
  return objectsOf(plan)
    .pods.filter((pods) => runsVllm(pods) && pods.owner.kind === "deployment")
    .filter(({ owner }) => !scaled.includes(`${owner.namespace}/${owner.name}`))
    .map(({ owner }) => ({
      ...at(owner.resource),
      message: `no ScaledObject scales ${owner.name}, whose replicas do not follow its requests`,
      fix: "add a ScaledObject for it, or remove the release of KEDA",
    }));
}

function scalerProblems(plan: EnvironmentPlan, scaled: ScaledObject): string[] {
  const { object, triggers, autoscaler } = scaled;
  const pods = objectsOf(plan).pods.find(
    ({ owner }) =>
      owner.kind === "deployment" &&
      owner.namespace === object.namespace &&
      owner.name === autoscaler.spec.scaleTargetRef?.name,
  );
  const queries = triggers.filter(({ type }) => type === PROMETHEUS_TRIGGER);
  return [
    ...(releasesOf(plan, KEDA_CHART).length > 0 ? [] : ["no release of KEDA is in the stacks"]),
    ...autoscalerProblems(plan, scaled),
    ...leastProblems(scaled),
    ...pausedProblems(scaled),
    ...(queries.length === 0 ? [] : fallbackProblems(scaled)),
    ...(pods ? queries.flatMap((trigger) => triggerProblems(plan, trigger, pods)) : []),
    ...(pods && queries.length > 0 ? scrapeProblems(plan, pods) : []),
    ...(pods && runsVllm(pods) ? serverProblems(scaled, pods) : []),
  ];
}

function autoscalerProblems(plan: EnvironmentPlan, { object, autoscaler }: ScaledObject): string[] {
  const { kind, name } = autoscaler.spec.scaleTargetRef ?? {};
  const objects = objectsOf(plan);
  const isOfTarget = ({ namespace, spec }: KubernetesObject<Specs["horizontal_pod_autoscaler"]>): boolean =>
    namespace === object.namespace &&
    spec.scaleTargetRef?.name === name &&
    (spec.scaleTargetRef?.kind ?? kind) === kind;
  const names = [...objects.ofKind("horizontal_pod_autoscaler"), ...written(plan)]
    .filter(isOfTarget)
    .map((each) => each.name)
    .sort();
  return names.length < 2 ? [] : [`${String(name)} has several autoscalers: ${names.join(", ")}`];
}

/** Autoscalers of `kubernetes_manifest`. */
const written = (plan: EnvironmentPlan): readonly KubernetesObject<Specs["horizontal_pod_autoscaler"]>[] =>
  objectsOf(plan)
    .ofKind("manifest")
    .filter(({ resource }) =>
      ["HorizontalPodAutoscaler", SCALED_OBJECT.kind].some(
        (kind) => asObject(resource.config["manifest"])["kind"] === kind,
      ),
    ) as readonly KubernetesObject<Specs["horizontal_pod_autoscaler"]>[];

/** Zero pods have no series, so only a trigger from outside starts the first one. */
function leastProblems({ object: { spec }, triggers }: ScaledObject): string[] {
  if (triggers.some(({ type }) => AT_ZERO.includes(type))) return [];
  const counts = {
    minReplicaCount: spec["minReplicaCount"] ?? 0,
    idleReplicaCount: spec["idleReplicaCount"],
  };
  return Object.entries(counts).flatMap(([key, value]) =>
    value === undefined || (number(value) ?? 0) >= 1
      ? []
      : [`${key} is ${String(value)}, and no trigger has a value without a pod`],
  );
}

const pausedProblems = ({ object: { metadata } }: ScaledObject): string[] =>
  Object.keys(asObject(metadata["annotations"]))
    .filter((key) => key.startsWith(SCALED_OBJECT.paused))
    .map((key) => `the annotation ${key} leaves it paused`);

function fallbackProblems({ object: { spec } }: ScaledObject): string[] {
  if (spec["fallback"] === undefined)
    return ["it has no fallback, so its autoscaler fails while Prometheus does not answer"];
  const behavior = text(asObject(spec["fallback"])["behavior"]) ?? "static";
  return SCALED_OBJECT.keeps.some((each) => each === behavior)
    ? []
    : [
        `fallback.behavior is ${behavior}, expected ${SCALED_OBJECT.keeps.join(" or ")}: running pods stay while Prometheus does not answer`,
      ];
}

const scrapeProblems = (plan: EnvironmentPlan, pods: Pods): string[] =>
  monitoredPodsOf(plan).some((monitored) => monitored.pods === pods)
    ? []
    : [`no ServiceMonitor scrapes the pods of ${pods.owner.name}`];

/** Problems with a model of vLLM: what it has to read, and the time after which pods may go. */
function serverProblems({ triggers, autoscaler }: ScaledObject, pods: Pods): string[] {
  const read = triggers.map(({ type, metadata }) =>
    type === PROMETHEUS_TRIGGER ? (text(metadata["query"]) ?? "") : "",
  );
  const window = number(autoscaler.spec.behavior?.scaleDown?.stabilizationWindowSeconds) ?? 0;
  const [, runs] = QUEUE_SERIES;
  const never = triggers.filter(
    ({ metadata }) =>
      (text(metadata["query"]) ?? "").includes(runs) && Number(metadata["threshold"]) > MOST_RUNNING,
  );
  const { failureThreshold, periodSeconds } = pods.main?.config.startupProbe ?? {};
  const start = (number(failureThreshold) ?? 0) * (number(periodSeconds) ?? 0);
  return [
    ...QUEUE_SERIES.filter((series) => !read.some((query) => query.includes(series))).map(
      (series) => `no trigger reads ${series}`,
    ),
    ...never.map(
      ({ metadata }) =>
        `the threshold of ${runs} is ${String(metadata["threshold"])}, and a pod runs at most ${MOST_RUNNING} requests at once`,
    ),
    ...(window >= start
      ? []
      : [`it may remove pods ${window} s after a peak, and a pod may need ${start} s to start again`]),
  ];
}
