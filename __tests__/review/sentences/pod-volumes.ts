import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const DEPLOYMENT = "kubernetes_deployment_v1.api";
const CLAIM = "kubernetes_persistent_volume_claim_v1.data";

const METADATA = { name: "api", namespace: "models" };
const mounting = (...volumes: JsonObject[]) => ({
  [DEPLOYMENT]: { metadata: METADATA, spec: { template: { spec: { volume: volumes } } } },
});
const DRIVER = {
  "platform/helm_release.driver": { name: "driver", chart: "secrets-store-csi-driver" },
  "platform/helm_release.provider": { name: "provider", chart: "secrets-store-csi-driver-provider-aws" },
};
const SECRET = { name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } };
const FILES = { name: "files", config_map: { name: "files" } };

/** Volumes of pods, and claims. */
export const POD_VOLUME_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "models",
    beside: mounting(SECRET),
    before: DRIVER,
    lines: [
      "attention, pods roll: pods of kubernetes_deployment_v1.api mount a secret, and the change removes its driver: apply models and wait for the rollout first, or nodes cannot end the old pods",
    ],
    topic: "Volumes of pods",
  },
  {
    layer: "models",
    before: mounting(SECRET),
    after: mounting(SECRET, FILES),
    lines: [
      "info: pods of kubernetes_deployment_v1.api gain the volume files",
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in volume[files]",
    ],
  },
  {
    layer: "models",
    before: mounting(SECRET, FILES),
    after: mounting(SECRET),
    lines: [
      "attention: pods of kubernetes_deployment_v1.api lose the volume files: their program has to do without its files",
      "info, pods roll: the apply replaces the pods of kubernetes_deployment_v1.api step by step, since their template changes in volume[files]",
    ],
  },
  {
    layer: "models",
    before: { [CLAIM]: { metadata: { name: "data", namespace: "models" } } },
    lines: [
      "attention, data lost: kubernetes_persistent_volume_claim_v1.data: the claim data is deleted, and its volume with all data in it",
      "attention: kubernetes_persistent_volume_claim_v1.data is destroyed: pods that mount it must have ended, or the apply waits",
    ],
  },
];
