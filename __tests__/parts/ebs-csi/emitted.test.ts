import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { partRules } from "../../../src/parts/part-rules";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { type Plan } from "../../support/plan";

const KEY = "arn:aws:kms:ap-southeast-2:111122223333:key/0a1b2c3d-0000-4000-8000-111122223333";

const withVolumes = (settings: object = {}): Plan =>
  planWith("ml-inference-prod", { components: { "ebs-csi": settings } });

const configsOf = (plan: Plan, type: string) =>
  environmentPlan(plan)
    .resources(type)
    .map(({ config }) => config);

const addonOf = (plan: Plan) =>
  configsOf(plan, "aws_eks_addon").find((config) => config["addon_name"] === "aws-ebs-csi-driver");

const policyOf = (plan: Plan): string | undefined =>
  environmentPlan(plan)
    .resources("aws_iam_role_policy")
    .find(({ address }) => address.includes("ebs_csi"))?.config["policy"] as string | undefined;

test("VOL-01 without its key, there is no driver, no StorageClass and no output of its key", () => {
  const plan = planWith("ml-inference-prod", {});
  expect(addonOf(plan)).toBeUndefined();
  expect(configsOf(plan, "kubernetes_storage_class_v1")).toEqual([]);
  expect(plan.text("cluster")).not.toContain("ebs_csi");
});

test("VOL-01 with its key, no check has an error", () => {
  const plans = [environmentPlan(withVolumes())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
});

test("VOL-01 the default StorageClass creates volumes in the zone of the pod, encrypted with the key of the cluster", () => {
  const plan = withVolumes();
  expect(configsOf(plan, "kubernetes_storage_class_v1")).toEqual([
    expect.objectContaining({
      metadata: {
        name: "encrypted-gp3",
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      storage_provisioner: "ebs.csi.aws.com",
      parameters: {
        type: "gp3",
        encrypted: "true",
        kmsKeyId: "${data.terraform_remote_state.cluster.outputs.ebs_csi_kms_key_arn}",
      },
      reclaim_policy: "Delete",
      volume_binding_mode: "WaitForFirstConsumer",
      allow_volume_expansion: true,
    }),
  ]);
  expect(JSON.parse(plan.text("cluster"))).toMatchObject({
    output: { ebs_csi_kms_key_arn: { value: "${aws_kms_key.cluster.arn}" } },
  });
});

test("VOL-01 volumes have the tags of the cluster layer, because Terraform does not create them", () => {
  expect(JSON.parse(addonOf(withVolumes())?.["configuration_values"] as string)).toEqual({
    controller: {
      extraVolumeTags: expect.objectContaining({
        environment: "ml-inference-prod",
        layer: "cluster",
      }) as unknown,
    },
  });
});

test("VOL-01 the role may use the key through EC2 only, and a given key instead of that of the cluster", () => {
  expect(policyOf(withVolumes())).toContain('"Resource":"${aws_kms_key.cluster.arn}"');
  const given = policyOf(withVolumes({ kmsKeyArn: KEY })) ?? "{}";
  expect(JSON.parse(given)).toEqual({
    Version: "2012-10-17",
    Statement: [
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"],
        Resource: KEY,
        Condition: { StringEquals: { "kms:ViaService": "ec2.ap-southeast-2.amazonaws.com" } },
      }),
      expect.objectContaining({
        Action: "kms:CreateGrant",
        Resource: KEY,
        Condition: {
          StringEquals: { "kms:ViaService": "ec2.ap-southeast-2.amazonaws.com" },
          Bool: { "kms:GrantIsForAWSResource": "true" },
        },
      }),
    ],
  });
});

test("VOL-01 a key of another region is refused", () => {
  const config = configWith("ml-inference-prod", { components: { "ebs-csi": { kmsKeyArn: KEY } } });
  expect(partRules(config)).toEqual([]);
  expect(partRules({ ...config, region: "eu-west-1" })).toEqual([
    expect.objectContaining({
      path: ["components", "ebs-csi", "kmsKeyArn"],
      expected: "a key in eu-west-1, the region of the data that it encrypts",
    }),
  ]);
});
