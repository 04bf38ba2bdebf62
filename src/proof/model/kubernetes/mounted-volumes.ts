import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type JsonObject } from "../../terraform-json/stack-json";
import { block, blocks, text, valueOf } from "../blocks";
import { resolveReferences } from "../references";
import { type KubernetesObject, type Pods, objectsOf } from "./objects";

/** Driver of Mountpoint for S3. */
export const S3_DRIVER = "s3.csi.aws.com";

/** A volume of pods that Mountpoint for S3 reads from a bucket. */
export interface S3Volume {
  /** Volume of the pods. */
  readonly volume: JsonObject;
  readonly claim: KubernetesObject;
  /** The volume that the claim names. @default - it is not in the stacks */
  readonly persistent?: KubernetesObject;
}

/** Volumes of pods by claims. Claims of other classes are storage of the pods. */
export function s3VolumesOf(plan: EnvironmentPlan, pods: Pods): S3Volume[] {
  return blocks(pods.spec["volume"]).flatMap((volume) => {
    const name = text(block(volume["persistent_volume_claim"])["claim_name"]);
    const claim =
      name === undefined
        ? undefined
        : objectsOf(plan).find("persistent_volume_claim", pods.owner.namespace, name);
    if (!claim) return [];
    const volumeName = resolveReferences(plan, valueOf(claim.resource, claim.spec["volume_name"] ?? ""));
    const persistent = objectsOf(plan).find("persistent_volume", "", volumeName);
    if (persistent && csiOf(persistent)["driver"] !== S3_DRIVER) return [];
    return [{ volume, claim, ...(persistent ? { persistent } : {}) }];
  });
}

/** The CSI source of a persistent volume. */
export const csiOf = ({ spec }: KubernetesObject): JsonObject =>
  block(block(spec["persistent_volume_source"])["csi"]);
