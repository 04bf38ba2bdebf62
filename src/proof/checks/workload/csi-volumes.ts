import { block, combinedFinding, text } from "../../model/blocks";
import { S3_DRIVER, csiOf } from "../../model/kubernetes/mounted-volumes";
import { type KubernetesObject, objectsOf } from "../../model/kubernetes/objects";
import { type Check } from "../check";

export const csiVolumes: Check = {
  id: "csi-volumes",
  severity: "error",
  title: "a driver of AWS mounts a volume with its role and no Secret, and a bucket on every node",
  why: "a Secret with keys of AWS has no end and no owner in the account; pods that only some nodes may run wait when these are full",
  fix: "remove the Secret and give the rights to the role of the driver or of the pod; remove node_affinity of a bucket",
  source:
    "awslabs/mountpoint-s3-csi-driver, docs/CONFIGURATION.md; Kubernetes documentation, Persistent Volumes, Node Affinity (read 2026-11-26)",
  run: (plan) =>
    objectsOf(plan)
      .ofKind("persistent_volume")
      .filter((volume) => DRIVERS.includes(text(csiOf(volume)["driver"]) ?? ""))
      .flatMap((volume) =>
        combinedFinding(volume.resource, `volume ${volume.name}`, [
          ...secretProblems(volume),
          ...placeProblems(volume),
        ]),
      ),
};

/** Drivers of AWS; their authors document roles of IAM alone for their calls. */
const DRIVERS: readonly string[] = [S3_DRIVER, "ebs.csi.aws.com", "efs.csi.aws.com", "fsx.csi.aws.com"];

const secretProblems = (volume: KubernetesObject): string[] =>
  Object.entries(csiOf(volume))
    .filter(([key, value]) => key.endsWith("_secret_ref") && Object.keys(block(value)).length > 0)
    .map(([key, value]) => {
      const { namespace, name } = block(value);
      return `its driver gets the Secret ${String(namespace ?? "default")}/${String(name ?? "")} (${key}), and has a role for its calls`;
    });

function placeProblems(volume: KubernetesObject): string[] {
  const isKept = volume.spec["node_affinity"] !== undefined && volume.spec["node_affinity"] !== null;
  return isKept && csiOf(volume)["driver"] === S3_DRIVER
    ? ["its node_affinity keeps its pods on some nodes, and a bucket is in every zone"]
    : [];
}
