import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type Json } from "../terraform/stack-json";
import { block, valueOf } from "./blocks";
import { knownText } from "./references";
import { objectsOf } from "./kubernetes-objects";
import { type VolumeClaim, volumeClaimsOf } from "./volume-claims";

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
  const written: Json | undefined =
    resource.config["namespace"] ?? block(resource.config["metadata"])["namespace"];
  return knownText(plan, valueOf(resource, written));
}
