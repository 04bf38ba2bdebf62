import { block, combinedFinding, isTrue, memoizePerPlan, number, text, texts } from "../../model/blocks";
import { helmReleasesOf } from "../../model/helm-releases";
import { type PersistentVolumeSpec } from "../../model/kubernetes/api/storage";
import { type KubernetesObject, labelsOf, objectsOf, titleOf } from "../../model/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { type Check, type Finding } from "../check";
import { guardedNamespaces } from "./namespaces";

export const nodeAccess: Check = {
  id: "node-access",
  severity: "error",
  title: "no volume, manifest or namespace gives pods the node that they run on",
  why: "a pod with the disk, the processes or the network of its node has the rights of all pods there, and those of the node",
  fix: "use a volume of a driver, remove the fields that the message names, or say in the annotation private-eks-inference/why-privileged of the namespace why its pods need a node",
  source:
    "Kubernetes documentation, Pod Security Standards (read 2026-11-20); Persistent Volumes: types of volumes (read 2026-11-26)",
  run: (plan) => [
    ...objectsOf(plan).ofKind("persistent_volume").flatMap(ofVolume),
    ...plan
      .resources("kubernetes_manifest")
      .flatMap(({ layer, address, config }) => ofManifest({ layer, address }, block(config["manifest"]))),
    ...objectsOf(plan)
      .ofKind("namespace")
      .filter(({ name }) => !namespacesWithPods(plan).has(name))
      .flatMap(ofNamespace),
    ...objectsOf(plan)
      .ofKind("labels")
      .flatMap((labels) => ofLabels(plan, labels)),
  ],
};

/** The standards of a namespace judge pods, and not the volumes of their claims. */
function ofVolume(volume: KubernetesObject<PersistentVolumeSpec>): Finding[] {
  const path = text(volume.spec.hostPath?.path);
  return combinedFinding(
    volume.resource,
    titleOf(volume),
    path === undefined
      ? []
      : [`it is the folder ${path} of each node, so pods that claim it read and write files of nodes`],
  );
}

/** Checks of namespaces and releases judge those whose pods are known. */
const namespacesWithPods = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set([
      ...guardedNamespaces(plan).map(({ name }) => name),
      ...helmReleasesOf(plan).map(({ namespace }) => namespace),
    ]),
);

const LEVEL = "pod-security.kubernetes.io/enforce";
const REASON = "private-eks-inference/why-privileged";

const ofNamespace = (namespace: KubernetesObject): Finding[] =>
  combinedFinding(
    namespace.resource,
    titleOf(namespace),
    namespace.labels[LEVEL] === "privileged" && !namespace.annotations[REASON]
      ? [`it enforces privileged, and no annotation ${REASON} says why`]
      : [],
  );

/** Labels that another block adds to a namespace with pods of these stacks. */
function ofLabels(plan: EnvironmentPlan, labels: KubernetesObject): Finding[] {
  const { resource, name } = labels;
  const isOpened =
    text(resource.config["kind"]) === "Namespace" &&
    labelsOf(resource.config["labels"])[LEVEL] === "privileged" &&
    guardedNamespaces(plan).some((namespace) => namespace.name === name);
  return combinedFinding(
    resource,
    titleOf(labels),
    isOpened
      ? [`it lets namespace ${name} enforce privileged, and its pods need no more than restricted`]
      : [],
  );
}

/** A manifest has the words of the Kubernetes API. */
function ofManifest(resource: Pick<Finding, "layer" | "address">, manifest: JsonObject): Finding[] {
  const kind = text(manifest["kind"]) ?? "object";
  const name = text(asObject(manifest["metadata"])["name"]) ?? "";
  return combinedFinding(resource, `${kind} ${name}`, podProblems(podIn(kind, asObject(manifest["spec"]))));
}

/** The pod of a kind that has one; empty for other kinds. */
function podIn(kind: string, spec: JsonObject): JsonObject {
  if (kind === "Pod") return spec;
  const workload = kind === "CronJob" ? asObject(asObject(spec["jobTemplate"])["spec"]) : spec;
  return asObject(asObject(workload["template"])["spec"]);
}

const HOST_FIELDS = ["hostNetwork", "hostPID", "hostIPC"];

const podProblems = (pod: JsonObject): string[] => [
  ...HOST_FIELDS.filter((field) => isTrue(pod[field])).map((field) => `${field} is true`),
  ...asArray(pod["volumes"])
    .map(asObject)
    .filter(({ hostPath }) => hostPath !== undefined)
    .map(
      ({ name, hostPath }) =>
        `volume ${String(name)} is the folder ${String(asObject(hostPath)["path"])} of its node`,
    ),
  ...["initContainers", "containers"]
    .flatMap((key) => asArray(pod[key]).map(asObject))
    .flatMap((container) => containerProblems(`container ${String(container["name"])}`, container)),
];

function containerProblems(title: string, container: JsonObject): string[] {
  const security = asObject(container["securityContext"]);
  const added = texts(asObject(security["capabilities"])["add"]).filter(
    (each) => each !== "NET_BIND_SERVICE",
  );
  return [
    ...(isTrue(security["privileged"]) ? [`${title} is privileged`] : []),
    ...added.map((capability) => `${title} adds the capability ${capability}`),
    ...asArray(container["ports"])
      .map((port) => number(asObject(port)["hostPort"]) ?? 0)
      .filter((port) => port !== 0)
      .map((port) => `${title} uses port ${port} of its node`),
  ];
}
