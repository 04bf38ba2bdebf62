import { pipelinePermissions } from "../../../../src/parts/kubeflow-pipelines/checks/pipeline-permissions";
import { type Editable } from "../../../support/altered";
import { type Edit, newlyFound, within } from "../../../support/findings";
import { inPlatform, kubeflowPipelinesPlan, setting, variable } from "../../../support/kubeflow-pipelines";

const PLAN = kubeflowPipelinesPlan();
const BUCKET = "ml-inference-prod-pipelines-222233334444";

const statements =
  (role: string, edit: (all: Editable[]) => void): Edit =>
  ({ cluster }) =>
    within(
      cluster.resource.aws_iam_role_policy[`kubeflow_pipelines_${role}`] as Editable,
      "policy",
      ({ Statement }) => edit(Statement as Editable[]),
    );

/** Gives Argo a place for logs. */
const repository = (value: object): Edit =>
  inPlatform("config_map", "workflow_controller", (config) => {
    (config["data"] as Editable)["artifactRepository"] = JSON.stringify(value) as unknown as Editable;
  });

test.each<readonly [string, Edit, string]>([
  [
    "runs may not write artifacts",
    statements("steps", (all) => ((all[0] as Editable)["Action"] = ["s3:GetObject"])),
    `missing s3:PutObject on arn:aws:s3:::${BUCKET}/*`,
  ],
  [
    "runs may delete artifacts",
    statements("steps", (all) => (all[0] as Editable)["Action"].push("s3:DeleteObject")),
    `not needed: s3:DeleteObject on arn:aws:s3:::${BUCKET}/*`,
  ],
  [
    "the pages may read every bucket",
    statements("ui", (all) => ((all[0] as Editable)["Resource"] = "*")),
    "not needed: s3:GetObject on *",
  ],
  [
    "the API server may not ask for the bucket",
    statements("api", (all) => all.splice(1, 1)),
    `missing s3:ListBucket on arn:aws:s3:::${BUCKET}`,
  ],
  [
    "the store may not read the password",
    statements("metadata", (all) => all.splice(0, 1)),
    "missing secretsmanager:GetSecretValue",
  ],
  [
    "the store may decrypt without a service",
    statements("metadata", (all) => delete (all[1] as Editable)["Condition"]),
    "not needed: kms:Decrypt",
  ],
  [
    "a second role trusts runs",
    ({ cluster }) => {
      const steps = cluster.resource.aws_iam_role.kubeflow_pipelines_steps as object;
      cluster.resource.aws_iam_role.second = { ...steps, name: "second" };
    },
    "not needed: role second, which trusts kubeflow:pipeline-runner too",
  ],
  [
    "a role has a policy of AWS",
    ({ cluster }) =>
      (cluster.resource.aws_iam_role_policy_attachment.kubeflow_pipelines = {
        role: "${aws_iam_role.kubeflow_pipelines_ui.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
      }),
    "not needed: arn:aws:iam::aws:policy/AmazonS3FullAccess",
  ],
  [
    "Argo stores logs in another bucket than the artifacts",
    repository({ s3: { bucket: "other", useSDKCreds: true } }),
    "artifactRepository of workflow-controller-configmap: its bucket is other",
  ],
  [
    "the launcher has an endpoint of another region",
    setting("steps", "providers", ({ s3 }) => {
      (s3 as Editable)["default"].endpoint = "s3.us-east-1.amazonaws.com";
    }),
    "its endpoint is s3.us-east-1.amazonaws.com, expected s3.",
  ],
  [
    "the launcher reads keys from a Secret",
    setting("steps", "providers", ({ s3 }) => {
      (s3 as Editable)["default"].credentials = { fromEnv: false };
    }),
    "providers has no credentials with fromEnv true",
  ],
  [
    "Argo stores logs with keys",
    repository({ s3: { bucket: BUCKET } }),
    "artifactRepository has no useSDKCreds",
  ],
  [
    "the pages read logs in another bucket",
    variable("user_interface", "ARGO_ARCHIVE_LOGS", "true"),
    "ARGO_ARCHIVE_BUCKETNAME: its bucket is missing",
  ],
  [
    "the API server calls S3 without TLS",
    variable("api_server", "OBJECTSTORECONFIG_SECURE", undefined),
    "OBJECTSTORECONFIG_SECURE is not true",
  ],
  ["the pages call S3 without TLS", variable("user_interface", "AWS_SSL", "false"), "AWS_SSL is not true"],
  ["the pages have no region", variable("user_interface", "AWS_REGION", undefined), "its region is missing"],
])("ML-05 pipeline-permissions reports that %s", (_, edit, text) => {
  const messages = newlyFound([pipelinePermissions], PLAN, edit);
  expect(messages).toEqual([expect.stringMatching(/^pipeline-permissions /)]);
  expect(messages[0]).toContain(text);
});

test("ML-05 pipeline-permissions accepts logs in the bucket of artifacts", () => {
  const logs: Edit = (layers) => {
    const place = { endpoint: "s3.ap-southeast-2.amazonaws.com", region: "ap-southeast-2" };
    repository({ s3: { ...place, bucket: BUCKET, useSDKCreds: true } })(layers);
    variable("user_interface", "ARGO_ARCHIVE_LOGS", "true")(layers);
    variable("user_interface", "ARGO_ARCHIVE_BUCKETNAME", BUCKET)(layers);
  };
  expect(newlyFound([pipelinePermissions], PLAN, logs)).toEqual([]);
});

test("ML-05 pipeline-permissions reports pages that read logs without a bucket", () => {
  const edit = variable("user_interface", "ARGO_ARCHIVE_LOGS", "true");
  expect(newlyFound([pipelinePermissions], PLAN, edit)).toEqual([
    expect.stringContaining("ARGO_ARCHIVE_BUCKETNAME: its bucket is missing"),
  ]);
});

test("ML-05 pipeline-permissions reports runs whose account no role trusts", () => {
  const messages = newlyFound(
    [pipelinePermissions],
    PLAN,
    variable("api_server", "DEFAULTPIPELINERUNNERSERVICEACCOUNT", "other"),
  );
  expect(messages).toEqual([expect.stringContaining("pods of other: no role trusts kubeflow:other")]);
});
