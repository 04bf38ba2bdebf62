import { type ContainerSpec, items } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { asObject, isFalse, isTrue, text } from "../../terraform/stack-json";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import { accountOf, hasChecksum, namedBy } from "../../infrastructure/kubernetes-pods";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import TEXTS from "./texts.json";

export const podReferences: Check = {
  ...ruleOf(TEXTS, "pod-references"),
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) =>
      combinedFinding(pods.owner.resource, pods.owner.title, referenceProblems(plan, pods)),
    ),
    ...objectsOf(plan).all.flatMap((object) => namespaceFindings(plan, object)),
    ...customObjectsOf(plan).flatMap(({ resource, kind, namespace, name }) =>
      hasNamespace(plan, namespace)
        ? []
        : combinedFinding(resource, `${kind} ${name}`, [
            `namespace ${namespace} is not one of this environment`,
          ]),
    ),
  ],
};

/** An object of an own file can be in a namespace of another owner; pods there are under no level and policy of these stacks. */
function namespaceFindings(plan: EnvironmentPlan, object: KubernetesObject): Finding[] {
  const { resource, namespace } = object;
  if (namespace === "" || hasNamespace(plan, namespace)) return [];
  if (!isOwn(plan, resource) || objectsOf(plan).pods.some(({ owner }) => owner === object)) {
    return combinedFinding(resource, object.title, [`namespace ${namespace} is not one of this environment`]);
  }
  return namespace === "default"
    ? []
    : [
        notJudged(
          resource,
          `${object.title} is in namespace ${namespace}, which no block of these stacks makes`,
          "see that the namespace exists before the apply",
        ),
      ];
}

/** Namespaces of every cluster, and the namespace of the observability add-on. */
const GIVEN = ["kube-system", "kube-public", "kube-node-lease", "amazon-cloudwatch"];

const hasNamespace = (plan: EnvironmentPlan, namespace: string): boolean =>
  GIVEN.includes(namespace) || objectsOf(plan).find("namespace", "", namespace) !== undefined;

/** Priority classes of every cluster. */
const PRIORITIES = ["system-cluster-critical", "system-node-critical"];

/** Classes without which a pod is never created. */
function classProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  const { owner, spec } = pods;
  const priority = namedBy(plan, pods, spec.priorityClassName) ?? "";
  const runtime = text(spec.runtimeClassName) ?? "";
  return [
    ...(priority === "" || PRIORITIES.includes(priority) ? [] : ownClassProblems(plan, owner, priority)),
    ...(runtime === "" ? [] : [`RuntimeClass ${runtime} does not exist`]),
  ];
}

function ownClassProblems(plan: EnvironmentPlan, { resource }: KubernetesObject, name: string): string[] {
  const own = objectsOf(plan).find("priority_class", "", name)?.resource;
  if (own === undefined) return [`PriorityClass ${name} does not exist`];
  return dependenciesOf(plan).outlives(own, resource)
    ? []
    : [`it does not depend on ${own.address}, without which its pods are refused`];
}

function referenceProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  const { owner, spec, containers } = pods;
  const objects = objectsOf(plan);
  const { namespace } = owner;
  const account = accountOf(plan, pods);
  const volumes = items(spec.volumes);
  const maps = [
    ...containers.flatMap(({ config }) => items(config.envFrom).map((from) => from.configMapRef)),
    ...containers.flatMap(({ config }) => items(config.env).map((env) => env.valueFrom?.configMapKeyRef)),
    ...volumes.map((volume) => volume.configMap),
  ].flatMap((reference) => namedBy(plan, pods, reference?.name) ?? []);
  const classes = volumes.flatMap((volume) => {
    const csi = volume.csi ?? {};
    return csi.driver === "secrets-store.csi.k8s.io"
      ? [text(asObject(csi.volumeAttributes)["secretProviderClass"]) ?? ""]
      : [];
  });
  const claims = volumes.flatMap(
    (volume) => namedBy(plan, pods, volume.persistentVolumeClaim?.claimName) ?? [],
  );
  const drivers = volumes.flatMap((volume) =>
    volume.csi === undefined ? [] : [text(volume.csi?.driver) ?? "(none)"],
  );
  return [
    ...(account === "default" ? ["it runs as the default service account, which all pods share"] : []),
    ...(account === "default" || objects.find("service_account", namespace, account)
      ? []
      : [`service account ${account} does not exist in ${namespace}`]),
    ...claims
      .filter((name) => !objects.find("persistent_volume_claim", namespace, name))
      .map((name) => `claim ${name} does not exist in ${namespace}`),
    ...maps
      .filter((name) => !objects.find("config_map", namespace, name))
      .map((name) => `ConfigMap ${name} does not exist in ${namespace}`),
    ...classes
      .filter((name) => !secretClasses(plan).has(`${namespace}/${name}`))
      .map((name) => `SecretProviderClass ${name || "(none)"} does not exist in ${namespace}`),
    ...classProblems(plan, pods),
    ...drivers
      .filter((driver) => driver !== "secrets-store.csi.k8s.io")
      .map((driver) => `the CSI driver ${driver} is not installed`),
    ...(maps.length === 0 || owner.kind !== "deployment" || hasChecksum(pods, "config")
      ? []
      : ["its pods do not restart after a ConfigMap change: they have no annotation checksum/config"]),
    ...(classes.length === 0 ||
    owner.resource.layer !== "models" ||
    isOwn(plan, owner.resource) ||
    hasChecksum(pods, "secrets")
      ? []
      : [
          "its pods do not restart after a change of their secrets: they have no annotation checksum/secrets",
        ]),
    ...secretVariables(containers.map(({ config }) => config)),
    ...containers.flatMap(({ name, config }) => pullProblems(name, config)),
    ...(isFalse(spec.enableServiceLinks)
      ? []
      : ["its environment contains every Service of the namespace: enableServiceLinks is not false"]),
    ...(isTrue(spec.shareProcessNamespace)
      ? ["shareProcessNamespace lets its containers see each other's processes"]
      : []),
  ];
}

/** Secrets are mounted as files: crash reports and debug pages print environment variables. */
function secretVariables(containers: readonly ContainerSpec[]): string[] {
  return containers.flatMap((config) => [
    ...items(config.envFrom).flatMap((from) =>
      from.secretRef === undefined ? [] : ["envFrom reads a Secret into environment variables"],
    ),
    ...items(config.env).flatMap((env) =>
      env.valueFrom?.secretKeyRef === undefined ? [] : [`variable ${String(env.name)} is read from a Secret`],
    ),
  ]);
}

/** Tags are immutable here, so an image that a node has already pulled is the right one. */
function pullProblems(name: string, config: ContainerSpec): string[] {
  const policy = text(config.imagePullPolicy);
  return policy === "IfNotPresent" || policy === "Always"
    ? []
    : [`container ${name} has the image pull policy ${policy ?? "(none)"}, expected IfNotPresent`];
}

const secretClasses = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      customObjectsOf(plan)
        .filter(({ kind }) => kind === "SecretProviderClass")
        .map(({ namespace, name }) => `${namespace}/${name}`),
    ),
);
