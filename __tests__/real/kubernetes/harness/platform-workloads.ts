import { type ChartWorkload } from "../../../../src/infrastructure/kubernetes-charts";
import { type HelmRelease } from "../../../../src/infrastructure/kubernetes-releases";
import { resolveReferences } from "../../../../src/infrastructure/text-references";
import { instanceCapacity, instanceTypesKnown } from "../../../../src/facts/instance-capacity";
import { type AddonPods } from "../../../../src/evidence/addons";
import { type ChartFacts } from "../../../../src/evidence/charts";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type Json, type JsonObject } from "../../../../src/terraform/stack-json";

/** A release with the values that its templates read. */
export interface Release {
  readonly layer: HelmRelease["resource"]["layer"];
  readonly namespace: string;
  readonly facts: ChartFacts;
  readonly values: JsonObject;
  readonly workloads: readonly ChartWorkload[];
  readonly kubernetes: string;
}

interface WorkloadProps {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: JsonObject;
  readonly replicas: number | undefined;
  readonly pod: JsonObject;
}

const workloadObject = ({ kind, name, namespace, labels, replicas, pod }: WorkloadProps): JsonObject => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name, namespace, labels },
  spec: {
    ...(kind === "DaemonSet" ? {} : { replicas: replicas ?? 1 }),
    ...(kind === "StatefulSet" ? { serviceName: name } : {}),
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: withoutEmpty(pod) },
  },
});

/** Affinity for nodes other than Fargate nodes, and of these instance types if there are any. */
const nodesOnly = (instanceTypes: readonly string[]): JsonObject => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] },
            ...(instanceTypes.length > 0
              ? [{ key: "node.kubernetes.io/instance-type", operator: "In", values: instanceTypes }]
              : []),
          ],
        },
      ],
    },
  },
});

/** Types with GPUs; the charts that run on them list the same types and more. */
const GPU_TYPES = instanceTypesKnown().filter((type) => (instanceCapacity(type)?.gpus ?? 0) > 0);

/** The workload of an add-on. */
export function addonObject(pods: AddonPods): JsonObject {
  const { kind, name, namespace, count, cpuMillis, memoryMiB } = pods;
  return workloadObject({
    kind,
    name,
    namespace,
    labels: pods.labels ?? { "k8s-app": name },
    replicas: typeof count === "number" ? count : undefined,
    pod: {
      serviceAccountName: pods.serviceAccount,
      priorityClassName: pods.priorityClass,
      hostNetwork: pods.hostNetwork ?? false,
      tolerations: pods.tolerations.map((toleration) => ({ ...toleration })),
      nodeSelector: { "kubernetes.io/os": "linux" },
      affinity: kind === "DaemonSet" ? nodesOnly(count === "every-gpu-node" ? GPU_TYPES : []) : {},
      containers: [
        {
          name,
          // EKS chooses registry and version of its add-ons.
          image: `eks/${name}`,
          resources: withoutEmpty({
            requests: {
              ...(cpuMillis > 0 ? { cpu: `${cpuMillis}m` } : {}),
              ...(memoryMiB > 0 ? { memory: `${memoryMiB}Mi` } : {}),
            },
          }),
        },
      ],
    },
  });
}

/** A workload of a release. */
export function chartObject(
  plan: EnvironmentPlan,
  { layer, namespace }: Release,
  workload: ChartWorkload,
): JsonObject {
  const { facts } = workload;
  const resolved = (value: Json | undefined): string => resolveReferences(plan, { layer, value });
  const containers = (init: boolean): JsonObject[] =>
    workload.containers
      .filter((container) => (container.facts.init ?? false) === init)
      .map(({ facts: { name, privileged }, image, resources, securityContext }) =>
        withoutEmpty({
          name,
          image: resolved(image),
          resources,
          securityContext: { ...securityContext, ...(privileged ? { privileged } : {}) },
        }),
      );
  const hostPaths = (facts.whyNotBaseline ?? []).flatMap((why) => /^hostPath (.*)$/.exec(why)?.[1] ?? []);
  return workloadObject({
    kind: facts.kind,
    name: facts.name,
    namespace,
    labels: facts.labels,
    replicas: workload.replicas,
    pod: {
      serviceAccountName: resolved(workload.serviceAccount),
      priorityClassName: workload.priorityClass,
      hostPID: facts.hostPID ?? false,
      hostNetwork: facts.hostNetwork ?? false,
      tolerations: workload.tolerations as unknown as Json,
      nodeSelector: workload.nodeSelector,
      affinity: workload.affinity as unknown as Json,
      topologySpreadConstraints: workload.spread,
      securityContext: workload.podSecurityContext,
      ...(workload.graceSeconds === undefined
        ? {}
        : { terminationGracePeriodSeconds: workload.graceSeconds }),
      initContainers: containers(true),
      containers: containers(false),
      volumes: hostPaths.map((path, index) => ({ name: `host-path-${index}`, hostPath: { path } })),
    },
  });
}

/** Templates print no empty lists, mappings and texts. */
const withoutEmpty = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) =>
        value !== "" &&
        value !== false &&
        (typeof value !== "object" || value === null || Object.keys(value).length > 0),
    ),
  );
