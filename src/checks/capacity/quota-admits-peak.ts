import { own } from "../../base/own";
import { quantity } from "../../base/quantities";
import { groupBy } from "../../base/group-by";
import { GPU_RESOURCE } from "../../infrastructure/capacity-amounts";
import { atPeak } from "../../infrastructure/capacity-shortage";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject } from "../../terraform/stack-json";
import { type Check, type Finding, at, ruleOf } from "../check";
import QUOTA_KEYS from "./keys-of-quotas.json";
import TEXTS from "./texts.json";

export const quotaAdmitsPeak: Check = {
  ...ruleOf(TEXTS, "quota-admits-peak"),
  run: (plan: EnvironmentPlan) => {
    const byNamespace = groupBy(workloadsOf(plan), ({ namespace }) => namespace);
    return objectsOf(plan)
      .ofKind("resource_quota")
      .flatMap((quota) => [
        ...refused(quota, byNamespace.get(quota.namespace) ?? []),
        ...refusedObjects(plan, quota),
      ]);
  },
};

function refused(
  { resource, spec }: KubernetesObject<Specs["resource_quota"]>,
  pods: readonly Workload[],
): Finding[] {
  return Object.entries(asObject(spec.hard)).flatMap(([key, value]): Finding[] => {
    const [most, counted] = [quantity(String(value)), own(COUNTED, key)];
    if (Number.isNaN(most) || counted === undefined) return [];
    const silent =
      key.endsWith("pods") || key.includes(GPU_RESOURCE) ? [] : pods.filter((each) => counted(each) === 0);
    if (silent.length > 0) {
      const names = silent.map(({ name }) => name).join(", ");
      return [
        {
          ...at(resource),
          message: `${key} is limited, so pods without a value are rejected: ${names}`,
        },
      ];
    }
    // Nodes bound GPUs: a new pod gets one only when an old pod is gone.
    const countOf = key.includes(GPU_RESOURCE) ? atPeak : withOldPods;
    const needed = pods.reduce((sum, each) => sum + countOf(each) * counted(each), 0);
    // Floating-point sums of thousandths are not exact.
    if (needed <= most + 1e-6) return [];
    const message = `${key} is ${String(value)}, and the models need ${formatQuantity(key, needed)} at their maximum`;
    return [{ ...at(resource), message, ...(key.includes(GPU_RESOURCE) ? { fix: MORE_GPUS } : {}) }];
  });
}

/** Pods at the peak, with all old pods of the rollout, which terminate. A job has no rollout. */
const withOldPods = (workload: Workload): number => atPeak(workload) + (workload.isJob ? 0 : workload.max);

/** The quota of GPUs is the number that the node groups have. */
const MORE_GPUS = "raise maxPerZone of the node groups with GPUs, or lower replicas.max of the models";

/** Objects that Kubernetes adds to each namespace: `kube-root-ca.crt` and the account `default`. */
const GIVEN = ["config_map", "service_account"];

function refusedObjects(
  plan: EnvironmentPlan,
  { resource, namespace, spec }: KubernetesObject<Specs["resource_quota"]>,
): Finding[] {
  return Object.entries(asObject(spec.hard)).flatMap(([key, value]): Finding[] => {
    const kind = own<string>(QUOTA_KEYS.objects, key);
    if (kind === undefined) return [];
    const present = objectsOf(plan)
      .ofKind(kind)
      .filter((object) => object.namespace === namespace).length;
    const needed = present + (GIVEN.includes(kind) ? 1 : 0);
    if (present === 0 || needed <= quantity(String(value))) return [];
    return [{ ...at(resource), message: `${key} is ${String(value)}, and the namespace has ${needed}` }];
  });
}

const MIB = 2 ** 20;

/** Usage of one pod by quota key, in base units. */
const COUNTED: Readonly<Record<string, (workload: Workload) => number>> = {
  pods: () => 1,
  "count/pods": () => 1,
  "requests.cpu": ({ requests }) => requests.cpuMillis / 1000,
  "requests.memory": ({ requests }) => requests.memoryMiB * MIB,
  "requests.ephemeral-storage": ({ requests }) => requests.diskMiB * MIB,
  "limits.cpu": ({ limits }) => limits.cpuMillis / 1000,
  "limits.memory": ({ limits }) => limits.memoryMiB * MIB,
  [`requests.${GPU_RESOURCE}`]: ({ requests }) => requests.gpus,
};

function formatQuantity(key: string, needed: number): string {
  if (key.endsWith(".cpu")) return `${Math.round(needed * 1000)}m`;
  return /memory|storage/.test(key) ? `${Math.ceil(needed / MIB)}Mi` : String(needed);
}
