import { csiVolumes } from "../../../src/checks/workload/csi-volumes";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test.each(ENVIRONMENTS)("accepts the volumes of %s", (environment) => {
  expect(foundBy(csiVolumes, environmentPlan(planOf(environment)))).toEqual([]);
});

/** A volume of a driver. */
const found = (driver: string, csi: object, spec: object = {}): string[] =>
  foundBy(
    csiVolumes,
    altered("mlapp", ({ platform }: { platform: Editable }) => {
      platform["resource"].kubernetes_persistent_volume_v1 = {
        own: {
          metadata: { name: "own" },
          spec: { persistent_volume_source: { csi: { driver, ...csi } }, ...spec },
        },
      };
    }),
  );

const SECRET = { name: "keys", namespace: "kube-system" };
const ZONE = {
  node_affinity: {
    required: {
      node_selector_term: [
        {
          match_expressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] }],
        },
      ],
    },
  },
};

test.each([
  ["controller_expand_secret_ref", "controllerExpandSecretRef"],
  ["controller_publish_secret_ref", "controllerPublishSecretRef"],
  ["node_publish_secret_ref", "nodePublishSecretRef"],
  ["node_stage_secret_ref", "nodeStageSecretRef"],
])("finds a volume of S3 with %s", (argument, field) => {
  expect(found("s3.csi.aws.com", { [argument]: SECRET })).toEqual([
    `kubernetes_persistent_volume_v1.own: volume own: its driver gets the Secret kube-system/keys (${field}), and has a role for its calls`,
  ]);
});

test("finds a Secret for a volume of EBS and of EFS", () => {
  for (const driver of ["ebs.csi.aws.com", "efs.csi.aws.com"])
    expect(found(driver, { node_stage_secret_ref: SECRET })).toHaveLength(1);
});

test("finds a bucket that only nodes of a zone mount", () => {
  expect(found("s3.csi.aws.com", {}, ZONE)).toEqual([
    "kubernetes_persistent_volume_v1.own: volume own: its nodeAffinity keeps its pods on some nodes, and a bucket is in every zone",
  ]);
});

test("accepts a volume of EBS in its zone", () => {
  expect(found("ebs.csi.aws.com", { volume_handle: "vol-0a1b2c3d4e5f60718" }, ZONE)).toEqual([]);
});

test("accepts the Secret of a driver that needs one", () => {
  expect(found("smb.csi.k8s.io", { node_stage_secret_ref: SECRET })).toEqual([]);
});
