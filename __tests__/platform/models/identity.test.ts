import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { ML, API, VARIANTS, planNamed, at, statementsOf } from "../models-stack";
import { podTrust } from "../../support/pod-trust";

test("API-07 only the model's service account can assume its role", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(IamRole, {
    name: "ml-inference-model-ml-inference-api",
    assume_role_policy: podTrust("ml-inference", "ml-inference-api"),
  });
});

test("API-07 the service account names its role and has no Kubernetes token", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(ServiceAccountV1, {
    automount_service_account_token: false,
    metadata: expect.objectContaining({
      name: "ml-inference-api",
      namespace: "ml-inference",
      annotations: {
        "eks.amazonaws.com/role-arn": `\${aws_iam_role.${API}.arn}`,
        "eks.amazonaws.com/sts-regional-endpoints": "true",
      },
    }) as object,
  });
});

test("API-07 the role reads exactly its own prefix, and decrypts with the bucket's key", () => {
  const bucket = "arn:aws:s3:::ml-inference-prod-models-222233334444";
  expect(statementsOf(planOf(ML), API).slice(0, 3)).toEqual([
    {
      Sid: "ReadModelFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `${bucket}/ml-inference-api/*`,
    },
    {
      Sid: "ListModelFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": "ml-inference-api/*" } },
    },
    {
      Sid: "DecryptModelFiles",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "${data.terraform_remote_state.cluster.outputs.model_bucket_kms_key_arn}",
      Condition: {
        StringEquals: { "kms:ViaService": "s3.ap-southeast-2.amazonaws.com" },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/ml-inference-api/*`] },
      },
    },
  ]);
});

describe("an existing bucket", () => {
  const existing = () =>
    planWith("mlapp", { models: [{ name: "api", image: { tag: "1" }, bucketPrefix: "fraud/v2/" }] });

  test("API-07 the role reads the given prefix of an existing bucket", () => {
    const [read] = statementsOf(existing(), "api");
    expect(at(read, "Resource")).toBe("arn:aws:s3:::mlapp-model-registry/fraud/v2/*");
  });

  test("API-07 the role has no key for an existing bucket", () => {
    expect(statementsOf(existing(), "api").map((each) => at(each, "Sid"))).toEqual([
      "ReadModelFiles",
      "ListModelFiles",
    ]);
    expect(existing().text("models")).not.toContain("model_bucket_kms_key_arn");
  });
});

test.each(VARIANTS)("API-07 %s has no model with access to all actions or resources", (variant) => {
  const plan = planNamed(variant);
  const statements = plan
    .stack("models")
    .resources("aws_iam_role_policy")
    .flatMap(({ name }) => statementsOf(plan, name));
  expect(statements).not.toEqual([]);
  for (const statement of statements) {
    expect([at(statement, "Action")].flat().filter((action) => String(action).includes("*"))).toEqual([]);
    expect([at(statement, "Resource")].flat()).not.toContain("*");
  }
});

test("API-07 a model with the Kubernetes API can read only its own ConfigMap", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(RoleV1, {
    rule: [
      { api_groups: [""], resources: ["configmaps"], resource_names: ["ml-inference-api"], verbs: ["get"] },
    ],
  });
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(RoleBindingV1, {
    role_ref: { api_group: "rbac.authorization.k8s.io", kind: "Role", name: "ml-inference-api" },
    subject: [{ kind: "ServiceAccount", name: "ml-inference-api", namespace: "ml-inference" }],
  });
});

test("API-07 without the Kubernetes API there is no Role and no lookup of its address", () => {
  const stack = planOf("mlapp").stack("models");
  expect(stack.find("kubernetes_deployment_v1.model_service")).toBeDefined();
  expect(stack.resources("kubernetes_role_v1")).toEqual([]);
  expect(stack.resources("kubernetes_role_binding_v1")).toEqual([]);
  expect(stack.dataSources("kubernetes_service_v1")).toEqual([]);
});
