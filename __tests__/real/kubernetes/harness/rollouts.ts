import { isDeepStrictEqual } from "node:util";
import { setTimeout as wait } from "node:timers/promises";
import { quantity } from "../../../../src/base/quantities";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Deployment } from "./deployment";
import { type Model, alive, isReady, podsOf } from "./models";

/** Waits until the rollout of a model ends, or is blocked for good. Returns why it is blocked. */
export async function rolloutEnds(deployment: Deployment, model: Model): Promise<string | undefined> {
  const begun = Date.now();
  for (;;) {
    const current = await currentOf(deployment, model);
    if (current && hasEnded(deployment, model, current)) return undefined;
    const reason = current && isWithinBounds(model, current) ? await blockedBy(deployment, model) : undefined;
    if (reason !== undefined) return reason;
    if (Date.now() - begun > LIMIT_MS)
      throw new Error(
        `${model.name}: the rollout does not end, and is not blocked: ${JSON.stringify(current?.["status"])}`,
      );
    await wait(100);
  }
}

/** Only a failed test reaches it. */
const LIMIT_MS = 120_000;

async function currentOf(
  { api }: Deployment,
  { namespace, deployment: name }: Model,
): Promise<JsonObject | undefined> {
  const { status, body } = await api.call("GET", `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
  return status === 200 ? body : undefined;
}

function hasEnded(deployment: Deployment, model: Model, current: JsonObject): boolean {
  const { generation } = asObject(current["metadata"]);
  const wanted = Number(asObject(current["spec"])["replicas"]);
  const { observedGeneration, replicas, updatedReplicas, availableReplicas } = asObject(current["status"]);
  return (
    observedGeneration === generation &&
    isWithinBounds(model, current) &&
    [replicas, updatedReplicas, availableReplicas].every((count) => count === wanted) &&
    endingIn(deployment, model.namespace).length === 0
  );
}

/** Whether the autoscaler has nothing to do: without metrics it only keeps its bounds. */
function isWithinBounds({ min, max }: Model, { spec }: JsonObject): boolean {
  const wanted = Number(asObject(spec)["replicas"]);
  return wanted >= min && wanted <= max;
}

/**
 * Why the pods that a rollout lacks can never be created: a creation failed, no pod of the namespace starts or ends, the
 * quota counts exactly the pods that exist, and the API server refuses such a pod when it is asked again.
 */
async function blockedBy(deployment: Deployment, { name, namespace }: Model): Promise<string | undefined> {
  const { api, events, pods } = deployment;
  const failed = events.items
    .filter(({ reason }) => reason === "FailedCreate")
    .map(({ involvedObject }) => asObject(involvedObject))
    .filter((involved) => involved["kind"] === "ReplicaSet" && involved["namespace"] === namespace);
  if (failed.length === 0) return undefined;
  const isQuiet = () => alive(own(pods.items)).every(isReady) && endingIn(deployment, namespace).length === 0;
  const own = (items: readonly JsonObject[]) =>
    items.filter(({ metadata }) => asObject(metadata)["namespace"] === namespace);
  if (!isQuiet()) return undefined;
  const count = own(pods.items).length;
  const sets = await api.list(`/apis/apps/v1/namespaces/${namespace}/replicasets`);
  const lacking = sets.find(
    ({ metadata, spec, status }) =>
      asArray(asObject(metadata)["ownerReferences"]).some((owner) => asObject(owner)["name"] === name) &&
      failed.some(({ uid }) => uid === asObject(metadata)["uid"]) &&
      Number(asObject(spec)["replicas"]) > Number(asObject(status)["replicas"] ?? 0),
  );
  if (!lacking) return undefined;
  const quotas = await api.list(`/api/v1/namespaces/${namespace}/resourcequotas`);
  const isCounted = quotas.every(
    ({ status }) => Number(asObject(asObject(status)["used"])["pods"]) === count,
  );
  if (!isCounted) return undefined;
  const { metadata, spec } = asObject(asObject(lacking["spec"])["template"]);
  const { status, body } = await api.call("POST", `/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...asObject(metadata), generateName: `${name}-` },
    spec: spec ?? {},
  });
  return status === 403 && isQuiet() && own(pods.items).length === count
    ? String(body["message"])
    : undefined;
}

const endingIn = ({ pods }: Deployment, namespace: string): JsonObject[] =>
  pods.items.filter(({ metadata }) => {
    const { namespace: place, deletionTimestamp } = asObject(metadata);
    return place === namespace && deletionTimestamp !== undefined;
  });

/** Pods of a model that are not of the form that its Deployment has in the stacks. */
export function outdated(deployment: Deployment, model: Model): string[] {
  const [wanted] = model.of("Deployment").map((each) => asObject(asObject(each["spec"])["template"]));
  if (!wanted) throw new Error(`${model.name} has no Deployment`);
  return podsOf(deployment, model)
    .filter((pod) => !isDeepStrictEqual(formOf(pod, wanted), formOf(wanted, wanted)))
    .map(({ metadata }) => String(asObject(metadata)["name"]));
}

/** Values that a version of a model sets: image, ports, requests, mounts and the checksum of its configuration. */
function formOf(pod: JsonObject, wanted: JsonObject): unknown {
  const annotations = asObject(asObject(wanted["metadata"])["annotations"]);
  const names = asArray(asObject(wanted["spec"])["volumes"]).map((volume) => asObject(volume)["name"]);
  return {
    annotations: Object.keys(annotations).map(
      (key) => asObject(asObject(pod["metadata"])["annotations"])[key],
    ),
    containers: asArray(asObject(pod["spec"])["containers"])
      .map(asObject)
      .map(({ name, image, ports, resources }) => ({
        name,
        image,
        ports: asArray(ports).map((port) => asObject(port)["containerPort"]),
        requests: amounts(asObject(asObject(resources)["requests"])),
      })),
    volumes: asArray(asObject(pod["spec"])["volumes"])
      .map((volume) => asObject(volume)["name"])
      .filter((name) => names.includes(name ?? null)),
  };
}

/** Requests as numbers, since the API server rewrites quantities. */
const amounts = (requests: JsonObject): Record<string, number> =>
  Object.fromEntries(Object.entries(requests).map(([key, value]) => [key, quantity(String(value))]));

/** Pods that run since before a change of an object that they read at their start. */
export function readOldValues(
  deployment: Deployment,
  model: Model,
  changed: readonly JsonObject[],
  old: ReadonlySet<string>,
): string[] {
  const names = changed.map(({ kind, metadata }) => `${String(kind)} ${String(asObject(metadata)["name"])}`);
  return podsOf(deployment, model)
    .filter((pod) => old.has(uidOf(pod)) && readBy(pod).some((each) => names.includes(each)))
    .map(({ metadata }) => String(asObject(metadata)["name"]));
}

export const uidOf = (pod: JsonObject): string => String(asObject(pod["metadata"])["uid"]);

/** ConfigMaps and SecretProviderClasses of a pod. */
function readBy(pod: JsonObject): string[] {
  const { containers, volumes } = asObject(pod["spec"]);
  const maps = asArray(containers)
    .flatMap((container) => asArray(asObject(container)["envFrom"]))
    .map((source) => asObject(asObject(source)["configMapRef"])["name"]);
  const classes = asArray(volumes)
    .map((volume) => asObject(asObject(asObject(volume)["csi"])["volumeAttributes"]))
    .map(({ secretProviderClass }) => secretProviderClass);
  return [
    ...maps.flatMap((name) => (name === undefined ? [] : [`ConfigMap ${String(name)}`])),
    ...classes.flatMap((name) => (name === undefined ? [] : [`SecretProviderClass ${String(name)}`])),
  ];
}
