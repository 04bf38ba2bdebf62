import { text } from "../../terraform/stack-json";
import { MOUNTPOINT } from "../../evidence/s3-volumes";
import { EBS } from "../../evidence/ebs-volumes";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

type PersistentVolume = KubernetesObject<Specs["persistent_volume"]>;

export const csiVolumes: Check = {
  ...ruleOf(TEXTS, "csi-volumes"),
  run: (plan) =>
    objectsOf(plan)
      .ofKind("persistent_volume")
      .filter((volume) => DRIVERS.includes(text(volume.spec.csi?.driver) ?? ""))
      .flatMap((volume) =>
        combinedFinding(volume.resource, `volume ${volume.name}`, [
          ...secretProblems(volume),
          ...placeProblems(volume),
        ]),
      ),
};

/** Drivers of AWS; their authors document roles of IAM alone for their calls. */
const DRIVERS: readonly string[] = [MOUNTPOINT.driver, EBS.driver, "efs.csi.aws.com", "fsx.csi.aws.com"];

const SECRETS = [
  "controllerExpandSecretRef",
  "controllerPublishSecretRef",
  "nodeExpandSecretRef",
  "nodePublishSecretRef",
  "nodeStageSecretRef",
] as const;

const secretProblems = (volume: PersistentVolume): string[] =>
  SECRETS.flatMap((key) => {
    const { [key]: reference = {} } = volume.spec.csi ?? {};
    if (Object.keys(reference).length === 0) return [];
    const { namespace = "default", name = "" } = reference;
    return [`its driver gets the Secret ${namespace}/${name} (${key}), and has a role for its calls`];
  });

function placeProblems(volume: PersistentVolume): string[] {
  const isKept = volume.spec.nodeAffinity !== undefined;
  return isKept && volume.spec.csi?.driver === MOUNTPOINT.driver
    ? ["its nodeAffinity keeps its pods on some nodes, and a bucket is in every zone"]
    : [];
}
