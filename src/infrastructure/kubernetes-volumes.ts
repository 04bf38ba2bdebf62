import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { knownText, resolveReferences } from "./text-references";
import { namedBy } from "./kubernetes-pods";
import { chartValue, effectiveValues } from "./kubernetes-charts";
import { type HelmRelease, helmReleasesOf } from "./kubernetes-releases";
import { type KubernetesObject, objectsOf, type Pods } from "./kubernetes-objects";
import { items, type Specs, type Volume } from "./kubernetes-api";
import { asObject, block, number, text, texts } from "../terraform/stack-json";
import { MOUNTPOINT } from "../evidence/s3-volumes";
import { CHART_FACTS } from "../evidence/charts";

/** A volume of pods that Mountpoint for S3 reads from a bucket. */
interface S3Volume {
  /** Volume of the pods. */
  readonly volume: Volume;
  readonly claim: KubernetesObject<Specs["persistent_volume_claim"]>;
  /** The volume that the claim names. @default - it is not in the stacks */
  readonly persistent?: KubernetesObject<Specs["persistent_volume"]>;
}

/** Volumes of pods by claims. Claims of other classes are storage of the pods. */
export function s3VolumesOf(plan: EnvironmentPlan, pods: Pods): S3Volume[] {
  return items(pods.spec.volumes).flatMap((volume) => {
    const name = namedBy(plan, pods, volume.persistentVolumeClaim?.claimName);
    if (name === undefined) return [];
    const claim = objectsOf(plan).find("persistent_volume_claim", pods.owner.namespace, name);
    if (!claim) return [];
    const volumeName = resolveReferences(plan, inLayer(claim.resource, claim.spec.volumeName ?? ""));
    const persistent = objectsOf(plan).find("persistent_volume", "", volumeName);
    const isOther = persistent ? persistent.spec.csi?.driver !== MOUNTPOINT.driver : isDynamic(plan, claim);
    if (isOther) return [];
    return [{ volume, claim, ...(persistent ? { persistent } : {}) }];
  });
}

/** Whether a class of the stacks creates the volume of a claim. Mountpoint creates none. */
const isDynamic = (plan: EnvironmentPlan, { resource }: KubernetesObject): boolean =>
  volumeClaimsOf(plan).some((each) => each.resource === resource && each.storageClass !== undefined);

/** A claim for which a driver creates a volume, as a workload or Terraform makes it. */
export interface VolumeClaim {
  readonly resource: PlannedResource;
  readonly name: string;
  /** @default - the default class of the cluster */
  readonly className?: string;
  /** Its class, or the default one. @default - the stacks have none */
  readonly storageClass?: StorageClass;
  /** Requested storage as in Kubernetes, such as `20Gi`; empty if it is not known. */
  readonly storage: string;
  readonly accessModes: readonly string[];
  /** Claims of this form. */
  readonly count: number;
}

/** Claims without a volume of their own. */
export const volumeClaimsOf = memoizePerPlan((plan: EnvironmentPlan): readonly VolumeClaim[] => [
  ...objectsOf(plan)
    .ofKind("persistent_volume_claim")
    .filter(({ spec }) => spec.volumeName === undefined)
    .map((claim) => claimOf(plan, claim, claim.name, claim.spec, 1)),
  ...objectsOf(plan)
    .ofKind("stateful_set")
    .flatMap((owner) =>
      items(owner.spec.volumeClaimTemplates).map((template) => {
        const name = text(template.metadata?.name) ?? "";
        const replicas = number(owner.spec.replicas) ?? 1;
        return claimOf(plan, owner, `${name} of ${owner.name}`, template.spec ?? {}, replicas);
      }),
    ),
  ...helmReleasesOf(plan).flatMap((release) => claimsOfRelease(plan, release)),
]);

/** Claims of the StatefulSets that an operator makes from the values of a release. */
function claimsOfRelease(plan: EnvironmentPlan, { chart, resource, values }: HelmRelease): VolumeClaim[] {
  const facts = CHART_FACTS[chart];
  if (!facts?.claims) return [];
  const merged = effectiveValues(facts, values);
  return facts.claims.flatMap(({ name, template, replicas }) => {
    const written = chartValue(merged, template);
    if (written === undefined) return [];
    const spec = asObject(asObject(written)["spec"]);
    const className = text(spec["storageClassName"]);
    return [
      {
        resource,
        name: `${name} of ${chart}`,
        ...classOf(plan, className),
        storage: text(asObject(asObject(spec["resources"])["requests"])["storage"]) ?? "",
        accessModes: texts(spec["accessModes"]),
        count: number(chartValue(merged, replicas)) ?? 1,
      },
    ];
  });
}

function claimOf(
  plan: EnvironmentPlan,
  { resource }: KubernetesObject,
  name: string,
  spec: Specs["persistent_volume_claim"],
  count: number,
): VolumeClaim {
  const className = spec.storageClassName;
  return {
    resource,
    name,
    ...classOf(
      plan,
      className === undefined ? undefined : resolveReferences(plan, inLayer(resource, className)),
    ),
    storage: text(asObject(spec.resources?.requests)["storage"]) ?? "",
    accessModes: texts(spec.accessModes),
    count,
  };
}

function classOf(
  plan: EnvironmentPlan,
  className: string | undefined,
): Pick<VolumeClaim, "className" | "storageClass"> {
  const storageClass = storageClassesOf(plan).find(({ name, isDefault }) =>
    className === undefined ? isDefault : name === className,
  );
  return { ...(className === undefined ? {} : { className }), ...(storageClass ? { storageClass } : {}) };
}

/** A StorageClass of the stacks. */
interface StorageClass extends KubernetesObject {
  /** Zones in which it creates volumes. Empty if it names none. */
  readonly zones: readonly string[];
  /** True for the class of claims that name none. */
  readonly isDefault: boolean;
}

export const storageClassesOf = memoizePerPlan((plan: EnvironmentPlan): readonly StorageClass[] =>
  objectsOf(plan)
    .ofKind("storage_class")
    .map((object) => ({
      ...object,
      zones: items(object.api.allowedTopologies)
        .flatMap(({ matchLabelExpressions }) => items(matchLabelExpressions))
        .filter(({ key }) => ZONE_LABELS.includes(text(key) ?? ""))
        .flatMap(({ values }) => texts(values)),
      isDefault: object.annotations["storageclass.kubernetes.io/is-default-class"] === "true",
    })),
);

/** Labels by which the driver knows a zone (kubernetes-sigs/aws-ebs-csi-driver, docs/parameters.md, read 2026-11-22). */
const ZONE_LABELS: readonly string[] = ["topology.kubernetes.io/zone", "topology.ebs.csi.aws.com/zone"];

/** Claims that a change no longer has. */
interface RemovedClaims {
  /** Claims that are deleted with their volumes: Terraform's own, and those of a namespace that Terraform deletes. */
  readonly deleted: readonly VolumeClaim[];
  /**
   * Claims that stay with their volumes: those of a StatefulSet remain by default, also after `helm uninstall`.
   *
   * Source: Kubernetes documentation, StatefulSets, "PersistentVolumeClaim retention" (read 2026-11-23).
   */
  readonly left: readonly VolumeClaim[];
}

export function removedClaims(before: EnvironmentPlan, after: EnvironmentPlan): RemovedClaims {
  const kept = volumeClaimsOf(after).map(({ name, resource }) => `${resource.address} ${name}`);
  const removed = volumeClaimsOf(before).filter(
    ({ name, resource }) => !kept.includes(`${resource.address} ${name}`),
  );
  const [old, now] = [before, after].map((plan) => namespacesOf(plan));
  const isDeleted = ({ resource }: VolumeClaim): boolean => {
    if (resource.type.startsWith("kubernetes_persistent_volume_claim")) return true;
    const namespace = namespaceOf(before, resource);
    return namespace !== undefined && old?.includes(namespace) === true && !now?.includes(namespace);
  };
  return {
    deleted: removed.filter(isDeleted),
    left: removed.filter((claim) => !isDeleted(claim)),
  };
}

const namespacesOf = (plan: EnvironmentPlan): string[] =>
  objectsOf(plan)
    .ofKind("namespace")
    .map(({ name }) => name);

function namespaceOf(plan: EnvironmentPlan, resource: PlannedResource): string | undefined {
  const written = resource.config["namespace"] ?? block(resource.config["metadata"])["namespace"];
  return knownText(plan, inLayer(resource, written));
}
