import { type LlmKeys } from "../../facts/serving";
import { CHART_FACTS } from "../../evidence/charts";
import { COLD_STARTS } from "../../evidence/cold-starts";
import { NODE_DISK } from "../../evidence/node-disk";
import { at, type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { asObject, number, text } from "../../terraform/stack-json";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { releasesOf } from "../../infrastructure/kubernetes-releases";
import { startOf } from "../../infrastructure/capacity-weights";
import { type ExpectedStart, expectedStart } from "../../evidence/expected-start";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { variablesOf } from "../../infrastructure/kubernetes-pods";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

export const coldStart: Check = {
  ...ruleOf(TEXTS, "cold-start"),
  run: (plan, { statedOf }) => {
    const { languageModels } = statedOf(plan.name);
    return objectsOf(plan).pods.flatMap((pods) => {
      const workload = workloadOf(plan, pods);
      const keys = languageModels?.get(workload?.model ?? "");
      if (!workload || !keys) return [];
      const groups = nodeGroups(plan).filter((group) => group.admits(workload.pod));
      const types = [...new Set(groups.flatMap(({ instanceTypes }) => instanceTypes))];
      if (types.length === 0) return [];
      const start = expectedOn(startOf(plan, pods), keys, groups);
      const unknown = `the network of ${types.join(", ")} is in no table`;
      const advice = "measure a start, and set startupSeconds above it";
      if (!start) return [notJudged(pods.owner.resource, unknown, advice)];
      return [
        ...combinedFinding(pods.owner.resource, pods.owner.title, startProblems(plan, pods, start)),
        ...autoscalerProblems(plan, pods, start),
      ];
    });
  },
};

/** The annotations state the rate of a mounted bucket. AWS states the throughput of a root disk, and none of an instance store. */
function expectedOn(
  pods: ReturnType<typeof startOf>,
  keys: LlmKeys,
  groups: readonly NodeGroup[],
): ExpectedStart | undefined {
  const types = groups.flatMap(({ instanceTypes }) => instanceTypes);
  const parallel = groups.every((group) => group.pullsInParallel);
  const start = expectedStart(keys, types, parallel);
  const way = pods.wayOf(false);
  if (!start || way === "stream") return start;
  const slowest = Math.max(...groups.map((group) => diskSeconds(group, start.weightsMiB)));
  const weights = way === "mount" ? pods.readSeconds : slowest;
  return { ...start, weights, container: COLD_STARTS.containerSeconds + weights };
}

function diskSeconds(group: NodeGroup, mib: number): number {
  if (group.node?.storeGB !== undefined) return 0;
  return mib / (number(group.podDisk["throughput"]) ?? NODE_DISK.gp3.mibPerSecond);
}

function startProblems(plan: EnvironmentPlan, pods: Pods, start: ExpectedStart): string[] {
  const { instanceType, weightsMiB, weights, node, image } = start;
  const container = Math.ceil(start.container);
  const known = startOf(plan, pods);
  const { probeSeconds: probe, registrationSeconds: registration } = known;
  const engine = variablesOf(plan, pods)["VLLM_ENGINE_READY_TIMEOUT_S"];
  const copy = known.wayOf(false) === "root-disk" ? known.readSeconds : 0;
  const rollout = node + image + copy + container + registration;
  const deadline = number(pods.owner.spec.progressDeadlineSeconds) ?? 600;
  const waits = rolloutWait(pods);
  const amount = `${Math.ceil(weights)} s for ${(weightsMiB / 1024).toFixed(1)} GiB of weights at ${Math.round(weightsMiB / weights)} MiB/s`;
  const stated = known.weights?.sizeMiB ?? weightsMiB;
  return [
    ...(stated < weightsMiB * ROUNDED
      ? [
          `it states ${stated}Mi of weights, expected at least ${Math.ceil(weightsMiB)}Mi, as their files have`,
        ]
      : []),
    ...(probe < container
      ? [
          `startupProbe ends after ${probe} s, expected at least ${container} s on a ${instanceType}: ${COLD_STARTS.containerSeconds} s for the server with its compilation and CUDA graphs${weights > 0 ? `, and ${amount}` : ""}`,
        ]
      : []),
    ...(Number(engine ?? COLD_STARTS.readySeconds) < container
      ? [
          `VLLM_ENGINE_READY_TIMEOUT_S is ${engine ?? `missing, so ${COLD_STARTS.readySeconds} s`}, expected at least ${container}`,
        ]
      : []),
    ...(deadline < rollout
      ? [
          `progressDeadlineSeconds is ${deadline}, expected at least ${rollout}: ${node} s for a node, ${image} s for the image${copy > 0 ? `, ${copy} s for the copy of the weights` : ""}${registration > 0 ? `, ${registration} s for its NLB` : ""} and ${container} s for the container`,
        ]
      : []),
    ...(waits !== undefined && waits < rollout
      ? [
          `Terraform waits ${waits} s for the rollout, expected at least ${rollout} s, or wait_for_rollout false`,
        ]
      : []),
  ];
}

/** Sizes in a file are rounded to a tenth of a GiB, and those of files have metadata too. */
const ROUNDED = 0.98;

/** Seconds for which Terraform waits for a rollout; undefined if it does not. Its times are 10 minutes unless a block states others. */
function rolloutWait({ owner: { resource } }: Pods): number | undefined {
  if (resource.config["wait_for_rollout"] === false || resource.type === "helm_release") return undefined;
  const times = asObject(resource.config["timeouts"]);
  const stated = ["create", "update"].map((key) => goSeconds(text(times[key]) ?? "10m") ?? 0);
  return Math.min(...stated);
}

/** The Cluster Autoscaler takes a node that is late for one that failed. */
function autoscalerProblems(plan: EnvironmentPlan, pods: Pods, { node }: ExpectedStart): Finding[] {
  const chart = CHART_FACTS["cluster-autoscaler"]?.chart ?? "";
  return releasesOf(plan, chart).flatMap(({ resource, values }) => {
    const stated = asObject(values["extraArgs"])["max-node-provision-time"];
    const seconds = stated === undefined ? COLD_STARTS.provisionSeconds : goSeconds(text(stated) ?? "");
    return seconds === undefined || seconds >= node
      ? []
      : [
          {
            ...at(resource),
            message: `max-node-provision-time is ${String(stated)}, expected at least ${node} s: the pods of ${pods.owner.name} need a new node`,
            fix: "raise max-node-provision-time, or remove it: its default is 15m",
          },
        ];
  });
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a duration of Go, such as `1m30s`; undefined for other text. */
function goSeconds(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(duration)) return undefined;
  return [...duration.matchAll(/([\d.]+)([hms])/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS[unit] ?? 0),
    0,
  );
}
