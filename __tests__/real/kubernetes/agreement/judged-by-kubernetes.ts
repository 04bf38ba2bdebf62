import { type Editable, altered } from "../../../support/altered";
import { cpuMillis, memoryMiB } from "../../../../src/base/quantities";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "../harness/api";
import { whyNotBound } from "../harness/claims";
import { startFargate } from "../harness/fargate";
import { alive, isUnschedulable } from "../harness/models";
import { nodesOf } from "../harness/nodes";
import { createNode } from "../harness/nodes-in-cluster";
import { stepsOf } from "../harness/objects";
import { platformObjectsOf } from "../harness/platform-objects";
import { Watched } from "../harness/watched";
import { type Base, FARGATE_BASE, environmentOf } from "./bases";
import { NamespaceState } from "./namespace-state";

/** Label of a case's nodes. The annotation of a namespace ties its pods to them. */
const LABEL = "agreement.tests/case";
const ANNOTATION = "scheduler.alpha.kubernetes.io/node-selector";

/** Objects of the platform that cases share: definitions, classes and drivers. */
export async function applyShared(api: Api, plan: EnvironmentPlan): Promise<void> {
  const shared = ["Namespace", "CustomResourceDefinition", "CSIDriver", "IngressClass", "IngressClassParams"];
  for (const kind of shared) {
    for (const object of platformObjectsOf(plan).filter((each) => each["kind"] === kind)) {
      for (;;) {
        const { status, body } = await api.apply(object);
        if (status < 300) break;
        // The kinds of a new definition are served a moment later.
        if (status !== 404) throw new Error(`${kind}: ${String(body["message"])}`);
      }
      if (kind === "CustomResourceDefinition") await established(api, object);
    }
  }
}

/** Prefix of the namespaces whose pods run on Fargate. */
const FARGATE = "fargate-";

/** Namespace of a case. */
export const namespaceOf = (base: Base, index: number): string =>
  `${base === FARGATE_BASE ? FARGATE : ""}case-${index}`;

/** Replaces Fargate for all cases: their profiles differ only in the namespace. */
export async function startSharedFargate(api: Api): Promise<Watched> {
  const plan = altered(environmentOf(FARGATE_BASE, "shared", {}), ({ cluster }) => {
    for (const profile of Object.values(cluster["resource"].aws_eks_fargate_profile as Editable)) {
      (profile as Editable)["selector"] = [{ namespace: `${FARGATE}*` }];
    }
  });
  const pods = await Watched.start(api, "/api/v1/pods");
  await startFargate(api, plan, pods);
  return pods;
}

async function established(api: Api, definition: JsonObject): Promise<void> {
  const path = await api.pathOf(definition);
  for (;;) {
    const conditions = asArray(asObject((await api.send("GET", path))["status"])["conditions"]).map(asObject);
    if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return;
  }
}

/**
 * Applies the objects of a case to nodes of its own, and waits for the verdict of Kubernetes: a refusal of an object or
 * of a pod, a pod without a node, or all pods on nodes.
 *
 * @returns the reason of the refusal; undefined if all objects are accepted and all pods have nodes
 */
export async function refusedByKubernetes(
  api: Api,
  plan: EnvironmentPlan,
  namespace: string,
): Promise<string | undefined> {
  await startNodes(api, plan, namespace);
  const objects = objectsOf(plan, namespace);
  const [home, ...others] = objects;
  if (!home) throw new Error(`${namespace}: no objects`);
  const refusal = await applied(api, home);
  if (refusal !== undefined) return refusal;
  await api.send(
    "PATCH",
    `/api/v1/namespaces/${namespace}`,
    { metadata: { annotations: { [ANNOTATION]: `${LABEL}=${namespace}` } } },
    "application/merge-patch+json",
  );
  const state = await NamespaceState.start(api, namespace);
  try {
    for (const object of others) {
      const refused = await applied(api, object);
      if (refused !== undefined) return refused;
    }
    const verdict = await state.until(() => verdictOn(state), `${namespace}: refused or accepted`);
    return verdict.refused;
  } finally {
    state.stop();
    await endWork(api, namespace);
  }
}

const CONTROLLED = [
  "/apis/autoscaling/v2/namespaces/{}/horizontalpodautoscalers",
  "/apis/apps/v1/namespaces/{}/deployments",
];

/**
 * Deletes what controllers and the scheduler work on for as long as it exists: an autoscaler is looked at every two seconds,
 * a refused pod is created again, and a pod without a node is tried on the nodes of each later case.
 */
async function endWork(api: Api, namespace: string): Promise<void> {
  for (const path of CONTROLLED) {
    await api.send("DELETE", path.replace("{}", namespace), { propagationPolicy: "Background" });
  }
}

/** Objects of the case's namespace in the order of Terraform's graph. An edit may have moved one to another namespace. */
function objectsOf(plan: EnvironmentPlan, namespace: string): JsonObject[] {
  const objects = stepsOf(plan, ["models"])
    .flat()
    .flatMap((each) => each.objects);
  const isHome = ({ kind, metadata }: JsonObject): boolean =>
    kind === "Namespace" && asObject(metadata)["name"] === namespace;
  return [...objects.filter(isHome), ...objects.filter((each) => !isHome(each))];
}

async function applied(api: Api, object: JsonObject): Promise<string | undefined> {
  const { status, body } = await api.apply(object);
  if (status >= 300) return `${String(object["kind"])}: ${String(body["message"])}`;
  return object["kind"] === "PersistentVolumeClaim" ? whyNotBound(api, object) : undefined;
}

/** Registers the nodes of a case, with their DaemonSets subtracted, and starts the other platform pods on them. */
async function startNodes(api: Api, plan: EnvironmentPlan, namespace: string): Promise<void> {
  const platform = platformObjectsOf(plan);
  const daemons = platform
    .filter(({ kind }) => kind === "DaemonSet")
    .map(podSpecOf)
    .filter(runsEverywhere);
  const nodes = nodesOf(plan).map((node) => ownNode(node, namespace, daemons));
  await Promise.all(nodes.map((node) => createNode(api, node)));
  const name = `${namespace}-platform`;
  await api.send("POST", "/api/v1/namespaces", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, annotations: { [ANNOTATION]: `${LABEL}=${namespace}` } },
  });
  const pods = platform
    .filter(({ kind }) => kind === "Deployment")
    .flatMap((deployment) => podsOf(deployment, name));
  const state = await NamespaceState.start(api, name);
  try {
    await state.until(
      () => state.items("serviceaccounts").length > 0 || undefined,
      `${name}: the default service account`,
    );
    await Promise.all(pods.map((pod) => api.send("POST", `/api/v1/namespaces/${name}/pods`, pod)));
    await state.until(
      () => (state.pods.length === pods.length && state.pods.every(isDecided)) || undefined,
      `${name}: nodes for ${pods.length} pods`,
    );
  } finally {
    state.stop();
  }
}

const without = (object: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

const podSpecOf = (workload: JsonObject): JsonObject =>
  asObject(asObject(asObject(workload["spec"])["template"])["spec"]);

/** The nodes of cases have no GPUs, for which some DaemonSets are. */
const runsEverywhere = (spec: JsonObject): boolean =>
  !JSON.stringify(spec["affinity"] ?? {}).includes("node.kubernetes.io/instance-type");

function podsOf(deployment: JsonObject, namespace: string): JsonObject[] {
  const { metadata, spec } = deployment;
  const template = asObject(asObject(spec)["template"]);
  const pod = without(podSpecOf(deployment), ["serviceAccountName"]);
  return Array.from({ length: Number(asObject(spec)["replicas"] ?? 1) }, (_, index) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...asObject(template["metadata"]),
      namespace,
      name: `${String(asObject(metadata)["name"])}-${index}`,
    },
    spec: pod,
  }));
}

function ownNode(node: JsonObject, namespace: string, daemons: readonly JsonObject[]): JsonObject {
  const metadata = asObject(node["metadata"]);
  const name = `${namespace}-${String(metadata["name"])}`;
  // Ranges of pods would repeat from case to case.
  const spec = without(asObject(node["spec"]), ["podCIDR", "podCIDRs"]);
  const status = asObject(node["status"]);
  const allocatable = asObject(status["allocatable"]);
  const requests = daemons
    .flatMap(({ containers }) => asArray(containers).map(asObject))
    .map(({ resources }) => asObject(asObject(resources)["requests"]));
  const sum = (key: string, read: (text: string) => number): number =>
    requests.reduce((all, each) => all + (each[key] === undefined ? 0 : read(String(each[key]))), 0);
  return {
    ...node,
    metadata: {
      ...metadata,
      name,
      labels: { ...asObject(metadata["labels"]), "kubernetes.io/hostname": name, [LABEL]: namespace },
    },
    spec,
    status: {
      ...status,
      allocatable: {
        ...allocatable,
        cpu: `${cpuMillis(String(allocatable["cpu"])) - sum("cpu", cpuMillis)}m`,
        memory: `${kibibytes(String(allocatable["memory"])) - sum("memory", memoryMiB) * 1024}Ki`,
        pods: String(Number(allocatable["pods"]) - daemons.length),
      },
    },
  };
}

const kibibytes = (text: string): number => Number(text.replace("Ki", ""));

const isDecided = (pod: JsonObject): boolean =>
  asObject(pod["spec"])["nodeName"] !== undefined || isUnschedulable(pod);

interface Verdict {
  readonly refused: string | undefined;
}

/** Refusal by an event or a pod without a node; acceptance if all wanted pods have nodes; undefined if neither yet. */
function verdictOn(state: NamespaceState): Verdict | undefined {
  const failed = state.items("events").find(isRefusal);
  if (failed) return { refused: String(failed["message"]) };
  const pods = alive(state.pods);
  const waiting = pods.find(isUnschedulable);
  if (waiting) {
    const message = asArray(asObject(waiting["status"])["conditions"])
      .map(asObject)
      .find(({ type }) => type === "PodScheduled")?.["message"];
    return { refused: String(message) };
  }
  const deployments = state.items("deployments");
  const wanted = deployments.reduce((sum, { spec }) => sum + Number(asObject(spec)["replicas"] ?? 1), 0);
  const isComplete =
    deployments.length > 0 &&
    deployments.every((each) => hasItsMinimum(each, state.items("autoscalers"))) &&
    pods.length === wanted &&
    pods.every(({ spec }) => asObject(spec)["nodeName"] !== undefined);
  return isComplete ? { refused: undefined } : undefined;
}

/** A quota whose usage is not counted yet delays pods for a moment. */
const isRefusal = ({ reason, message }: JsonObject): boolean =>
  ["FailedCreate", "ReplicaSetCreateError"].includes(String(reason)) &&
  !String(message).includes("status unknown for quota");

function hasItsMinimum({ metadata, spec }: JsonObject, autoscalers: readonly JsonObject[]): boolean {
  const own = autoscalers
    .map((each) => asObject(each["spec"]))
    .filter((each) => asObject(each["scaleTargetRef"])["name"] === asObject(metadata)["name"]);
  const replicas = Number(asObject(spec)["replicas"] ?? 1);
  return own.every(({ minReplicas }) => replicas >= Number(minReplicas ?? 1));
}
