import { type EnvironmentPlan } from "../terraform/environment-plan";
import { valueOf } from "./blocks";
import { resolveReferences } from "./references";
import { namedBy } from "./named-by-pods";
import { type KubernetesObject, type Pods, objectsOf } from "./kubernetes-objects";
import { items, type Specs, type Volume } from "./kubernetes-api";

/** Driver of Mountpoint for S3. */
export const S3_DRIVER = "s3.csi.aws.com";

/** A volume of pods that Mountpoint for S3 reads from a bucket. */
export interface S3Volume {
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
    const volumeName = resolveReferences(plan, valueOf(claim.resource, claim.spec.volumeName ?? ""));
    const persistent = objectsOf(plan).find("persistent_volume", "", volumeName);
    if (persistent && csiOf(persistent).driver !== S3_DRIVER) return [];
    return [{ volume, claim, ...(persistent ? { persistent } : {}) }];
  });
}

/** The CSI source of a persistent volume. */
export const csiOf = ({
  spec,
}: KubernetesObject<Specs["persistent_volume"]>): NonNullable<Specs["persistent_volume"]["csi"]> =>
  spec.csi ?? {};
