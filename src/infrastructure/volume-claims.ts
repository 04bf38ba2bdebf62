import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { asObject } from "../terraform/stack-json";
import { CHART_FACTS } from "../evidence/charts";
import { effectiveValues, valueAt } from "./chart-workloads";
import { type HelmRelease, helmReleasesOf } from "./helm-releases";
import { memoizePerPlan, number, text, texts, valueOf } from "./blocks";
import { resolveReferences } from "./references";
import { type KubernetesObject, objectsOf } from "./kubernetes-objects";
import { items, type Specs } from "./kubernetes-api";

/** A claim for which a driver creates a volume, as a workload or Terraform makes it. */
export interface VolumeClaim {
  readonly resource: PlannedResource;
  readonly name: string;
  /** @default - the default class of the cluster */
  readonly className?: string;
  /** Requested storage as in Kubernetes, such as `20Gi`; empty if it is not known. */
  readonly storage: string;
  readonly accessModes: readonly string[];
  /** Claims of this form. */
  readonly count: number;
}

/** A claim of a volume that the stacks have by name. */
interface BoundClaim {
  readonly claim: KubernetesObject<Specs["persistent_volume_claim"]>;
  readonly volume: KubernetesObject<Specs["persistent_volume"]>;
}

/** Claims of volumes that Terraform makes. */
export const boundClaimsOf = memoizePerPlan((plan: EnvironmentPlan): readonly BoundClaim[] =>
  objectsOf(plan)
    .ofKind("persistent_volume_claim")
    .flatMap((claim) => {
      const name = resolveReferences(plan, valueOf(claim.resource, claim.spec.volumeName));
      const volume = objectsOf(plan).find("persistent_volume", "", name);
      return volume ? [{ claim, volume }] : [];
    }),
);

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
  ...helmReleasesOf(plan).flatMap(claimsOfRelease),
]);

/** Claims of the StatefulSets that an operator makes from the values of a release. */
function claimsOfRelease({ chart, resource, values }: HelmRelease): VolumeClaim[] {
  const facts = CHART_FACTS[chart];
  if (!facts?.claims) return [];
  const merged = effectiveValues(facts, values);
  return facts.claims.flatMap(({ name, template, replicas }) => {
    const written = valueAt(merged, template);
    if (written === undefined) return [];
    const spec = asObject(asObject(written)["spec"]);
    const className = text(spec["storageClassName"]);
    return [
      {
        resource,
        name: `${name} of ${chart}`,
        ...(className === undefined ? {} : { className }),
        storage: text(asObject(asObject(spec["resources"])["requests"])["storage"]) ?? "",
        accessModes: texts(spec["accessModes"]),
        count: number(valueAt(merged, replicas)) ?? 1,
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
    ...(className === undefined ? {} : { className: resolveReferences(plan, valueOf(resource, className)) }),
    storage: text(asObject(spec.resources?.requests)["storage"]) ?? "",
    accessModes: texts(spec.accessModes),
    count,
  };
}

/** The StorageClass of a claim; undefined if the stacks have none. */
export const classOf = (plan: EnvironmentPlan, { className }: VolumeClaim): KubernetesObject | undefined =>
  objectsOf(plan)
    .ofKind("storage_class")
    .find((each) => (className === undefined ? isDefaultClass(each) : each.name === className));

/** Labels by which the driver knows a zone (kubernetes-sigs/aws-ebs-csi-driver, docs/parameters.md, read 2026-11-22). */
const ZONE_LABELS: readonly string[] = ["topology.kubernetes.io/zone", "topology.ebs.csi.aws.com/zone"];

/** Zones in which a StorageClass creates volumes. @default - it names none */
export const zonesOfClass = ({ api }: KubernetesObject): string[] =>
  items(api.allowedTopologies)
    .flatMap(({ matchLabelExpressions }) => items(matchLabelExpressions))
    .filter(({ key }) => ZONE_LABELS.includes(text(key) ?? ""))
    .flatMap(({ values }) => texts(values));

/** True for the class of claims that name none. */
export const isDefaultClass = ({ annotations }: KubernetesObject): boolean =>
  annotations["storageclass.kubernetes.io/is-default-class"] === "true";
