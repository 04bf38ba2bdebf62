import { blocks } from "../../../src/terraform/stack-json";
import { CHECKS } from "../../../src/checks/all";
import { modelPromotion } from "../../../src/parts/mlflow/checks/model-promotion";
import { promotionsOf } from "../../../src/parts/mlflow/model/promotions";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { type Edit, found, foundBy, within } from "../../support/findings";
import { partProblems } from "../../support/part-problems";
import { settingsFor } from "../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const MLFLOW = { imageTag: "3.17.2-2" };
const model = (name: string, version: number) => ({
  name,
  image: { tag: "1.0.0" },
  bucketPrefix: `${name}/${version}/`,
  weights: { sizeGiB: 1, mode: "download" },
});
const MODELS = [model("churn", 3), model("fraud", 1)];
const changeFor = (promotes: readonly string[]) => ({
  cluster: { nodeGroups: { general: { instanceTypes: ["m6i.2xlarge"], diskGiB: 100 } } },
  models: MODELS,
  components: { mlflow: { ...MLFLOW, promotes } },
});
const planFor = (promotes: readonly string[]) => planWith(ENVIRONMENT, changeFor(promotes));
const PLAN = planFor(["churn"]);
const stated = statedIn(settingsFor(configWith(ENVIRONMENT, changeFor(["churn"]))));

const foundAfter = (edit: Edit): string =>
  foundBy(modelPromotion, altered(PLAN, edit), { statedOf: () => stated }).join("\n");

test("ML-03 a promotion adds no finding, with and without internet access", () => {
  for (const egress of ["none", "single-nat"]) {
    const network = { egress };
    const before = new Set(
      found(CHECKS, environmentPlan(planWith(ENVIRONMENT, { ...changeFor([]), network }))),
    );
    const after = found(CHECKS, environmentPlan(planWith(ENVIRONMENT, { ...changeFor(["churn"]), network })));
    expect(after.filter((line) => !before.has(line))).toEqual([]);
  }
});

test("ML-03 the job copies the models of the key to the bucket of models, as the only writer of their versions", () => {
  expect(promotionsOf(environmentPlan(PLAN)).map(({ bucket, models }) => [bucket, models])).toEqual([
    ["ml-inference-prod-models-222233334444", ["churn"]],
  ]);
  expect(promotionsOf(environmentPlan(planFor([])))).toEqual([]);
});

const statements =
  (edit: (all: Editable[]) => void): Edit =>
  ({ cluster }) =>
    within(cluster.resource.aws_iam_role_policy.mlflow_promotion, "policy", ({ Statement }) =>
      edit(Statement as Editable[]),
    );
const job =
  (edit: (container: Editable) => void): Edit =>
  ({ platform }) => {
    const pod = platform.resource.kubernetes_cron_job_v1.mlflow_promotion.spec.job_template.spec.template;
    edit(blocks(pod.spec.container)[0] as Editable);
  };
const variable = (value: string | undefined) =>
  job(({ env }) => {
    const all = env as unknown as Editable[];
    const index = all.findIndex(({ name }) => String(name) === "MLFLOW_TRACKING_URI");
    all.splice(
      index,
      1,
      ...(value === undefined ? [] : [{ name: "MLFLOW_TRACKING_URI", value } as unknown as Editable]),
    );
  });

test.each<readonly [string, Edit, string]>([
  [
    "a role that writes all models",
    statements(
      ([first]) =>
        ((first as Editable)["Resource"] =
          "arn:aws:s3:::ml-inference-prod-models-222233334444/*" as unknown as Editable),
    ),
    "not needed: s3:PutObject on arn:aws:s3:::ml-inference-prod-models-222233334444/*",
  ],
  [
    "a role that reads",
    statements(
      ([first]) =>
        ((first as Editable)["Action"] = [
          "s3:PutObject",
          "s3:AbortMultipartUpload",
          "s3:GetObject",
        ] as unknown as Editable),
    ),
    "not needed: s3:GetObject",
  ],
  ["a role that cannot use the key", statements((all) => all.pop()), "missing kms:GenerateDataKey"],
  [
    "a job for another model",
    job((container) => (container["args"] as unknown as string[]).push("fraud")),
    "it copies fraud, and components.mlflow.promotes does not name it",
  ],
  [
    "a job without a model",
    job((container) => (container["args"] as unknown as string[]).pop()),
    "it does not copy churn, and components.mlflow.promotes names it",
  ],
  ["a job without the address", variable(undefined), "it has no MLFLOW_TRACKING_URI"],
  [
    "a job with the address of no server",
    variable("http://mlflow.other"),
    "which no Service leads to an MLflow server",
  ],
  [
    "a job that expects TLS",
    variable("https://mlflow.mlflow"),
    "MLFLOW_TRACKING_URI is https://mlflow.mlflow",
  ],
])("ML-03 model-promotion finds %s", (_, edit, message) => {
  expect(foundAfter(edit)).toContain(message);
});

test("ML-03 network policies close the way from the job to the server if either side lacks its rule", () => {
  const sides: readonly Edit[] = [
    ({ platform }) =>
      Reflect.deleteProperty(platform.resource.kubernetes_network_policy_v1, "mlflow_promotion"),
    ({ platform }) =>
      Reflect.deleteProperty(platform.resource.kubernetes_network_policy_v1.mlflow.spec, "ingress"),
  ];
  for (const edit of sides)
    expect(found(CHECKS, altered(PLAN, edit)).join("\n")).toMatch(/network-policy-paths .*mlflow/);
});

const TAG = "imageTag: 3.17.2-2";

test.each([
  [
    "a model that the file does not have",
    `${TAG}, promotes: [other]`,
    "a model of the file: spell; add the model to models",
  ],
  [
    "a model without weights",
    `${TAG}, promotes: [spell]`,
    "write bucketPrefix: spell/1/ for version 1, and weights",
  ],
  ["a model twice", `${TAG}, promotes: [spell, spell]`, "each model once"],
])("ML-03 a promotion of %s is refused", (_, settings, text) => {
  const problems = partProblems("mlflow", settings).join("\n");
  expect(problems).toMatch(/^one\.yaml:\d+/);
  expect(problems).toContain(text);
});

test.each([
  ["spell/", "has all versions"],
  ["spell/v3/", "is none of MLflow's numbers"],
  ["spell/0/", "is none of MLflow's numbers"],
  ["fraud/3/", "is of another model"],
])("ML-03 a promoted model with the prefix %s is refused: it %s", (bucketPrefix) => {
  const lines = ["weights: { sizeGiB: 1, mode: download }", `bucketPrefix: ${bucketPrefix}`];
  const problems = partProblems("mlflow", `${TAG}, promotes: [spell]`, { model: lines }).join("\n");
  expect(problems).toContain(`got ${bucketPrefix}`);
  expect(problems).toContain(
    "expected the prefix of a version, since components.mlflow.promotes copies versions of spell",
  );
  expect(problems).toContain("write bucketPrefix: spell/1/ for version 1");
});

test("ML-03 a promoted model with the prefix of a version is accepted", () => {
  const lines = ["weights: { sizeGiB: 1, mode: download }", "bucketPrefix: spell/12/"];
  expect(partProblems("mlflow", `${TAG}, promotes: [spell]`, { model: lines })).toEqual([]);
});
