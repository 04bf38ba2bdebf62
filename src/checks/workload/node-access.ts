import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { enforcedLevel } from "../../infrastructure/kubernetes-labels";
import { items, type PodSpec, type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { asObject, block, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { capabilityProblems, hostFieldProblems, hostPortProblems, privilegeProblems } from "./host-access";
import { addedLabelsOf, guardedNamespaces, WHY_PRIVILEGED } from "./namespaces";
import TEXTS from "./texts.json";

export const nodeAccess: Check = {
  ...ruleOf(TEXTS, "node-access"),
  run: (plan) => [
    ...objectsOf(plan).ofKind("persistent_volume").flatMap(ofVolume),
    ...plan
      .resources("kubernetes_manifest")
      .flatMap(({ layer, address, config }) => ofManifest({ layer, address }, block(config["manifest"]))),
    ...objectsOf(plan)
      .ofKind("namespace")
      .filter(({ name }) => !namespacesWithPods(plan).has(name))
      .flatMap(ofNamespace),
    ...addedLabelsOf(plan).flatMap((labels) => ofLabels(plan, labels)),
  ],
};

/** The standards of a namespace judge pods, and not the volumes of their claims. */
function ofVolume(volume: KubernetesObject<Specs["persistent_volume"]>): Finding[] {
  const path = text(volume.spec.hostPath?.path);
  return combinedFinding(
    volume.resource,
    volume.title,
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

const ofNamespace = (namespace: KubernetesObject): Finding[] =>
  combinedFinding(
    namespace.resource,
    namespace.title,
    enforcedLevel(namespace.labels) === "privileged" && !namespace.annotations[WHY_PRIVILEGED]
      ? [`it enforces privileged, and no annotation ${WHY_PRIVILEGED} says why`]
      : [],
  );

/** Labels that another block adds to a namespace with pods of these stacks. */
function ofLabels(
  plan: EnvironmentPlan,
  { object, labels }: ReturnType<typeof addedLabelsOf>[number],
): Finding[] {
  const { resource, name } = object;
  const isOpened =
    enforcedLevel(labels) === "privileged" &&
    guardedNamespaces(plan).some((namespace) => namespace.name === name);
  return combinedFinding(
    resource,
    object.title,
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
function podIn(kind: string, spec: JsonObject): PodSpec {
  if (kind === "Pod") return spec;
  const workload = kind === "CronJob" ? asObject(asObject(spec["jobTemplate"])["spec"]) : spec;
  return asObject(asObject(workload["template"])["spec"]);
}

const podProblems = (pod: PodSpec): string[] => [
  ...hostFieldProblems(pod),
  ...items(pod.volumes)
    .filter(({ hostPath }) => hostPath !== undefined)
    .map(
      ({ name, hostPath }) => `volume ${String(name)} is the folder ${String(hostPath?.path)} of its node`,
    ),
  ...[...items(pod.initContainers), ...items(pod.containers)].flatMap((container) => {
    const title = `container ${String(container.name)}`;
    return [
      ...privilegeProblems(title, container),
      ...capabilityProblems(title, container),
      ...hostPortProblems(title, container),
    ];
  }),
];
