import { type Rest, partProblems } from "../../support/part-problems";

const problemsOf = (settings: string, rest?: Rest): string[] =>
  partProblems("kubeflow-pipelines", settings, rest);

const TAG = "stepsImageTag: 2.17.0-2";

test.each([
  ["only the tag of the image of steps", TAG],
  [
    "all keys of the namespace",
    `${TAG}, passwordDays: 365, maxPods: 1000, maxCpu: 2000, maxMemoryGiB: 16000`,
  ],
  [
    "all keys of the database",
    `${TAG}, database: { instanceClass: db.r7g.16xlarge, storageGiB: 16384, multiAz: false, backupDays: 35, deletionProtection: false }`,
  ],
])("ML-05 a file can have %s", (_, settings) => {
  expect(problemsOf(settings)).toEqual([]);
});

test.each([
  ["no tag", "maxPods: 60", "stepsImageTag", "expected"],
  ["the tag latest", "stepsImageTag: latest", "stepsImageTag", "write the tag that you pushed"],
  ["fewer pods than its programs and a run need", `${TAG}, maxPods: 19`, "maxPods", "20"],
  ["less CPU than its programs and a run need", `${TAG}, maxCpu: 3`, "maxCpu", "4"],
  ["less memory than its programs and a run need", `${TAG}, maxMemoryGiB: 7`, "maxMemoryGiB", "8"],
  ["a password without rotation", `${TAG}, passwordDays: 0`, "passwordDays", "1"],
  ["too little storage", `${TAG}, database: { storageGiB: 19 }`, "database.storageGiB", "20"],
])("ML-05 %s is refused at its key", (_, settings, key, text) => {
  const [problem = "", ...others] = problemsOf(settings);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain(`components.kubeflow-pipelines.${key}`);
  expect(problem).toContain(text);
});

test.each([
  ["without nodes", { cluster: "fargate: true\n  nodeGroups: {}" }, "a node group"],
  [
    "on ARM nodes alone",
    { cluster: "nodeGroups: { general: { instanceTypes: [m7g.large] } }" },
    "a node group of x86 instance types",
  ],
  ["in the namespace of the models", { namespace: "kubeflow" }, "a namespace of models other than kubeflow"],
])("ML-05 it is refused %s", (_, rest, text) => {
  expect(problemsOf(TAG, rest).join("\n")).toContain(text);
});

test("it can have ARM nodes beside x86 nodes", () => {
  const cluster =
    "nodeGroups: { general: { instanceTypes: [m7g.large] }, x86: { instanceTypes: [m7i.large] } }";
  expect(problemsOf(TAG, { cluster })).toEqual([]);
});

const MLFLOW = "mlflow: { imageTag: 3.17.2-2 }";

test("steps can reach MLflow, if the file has it", () => {
  const reaching = `${TAG}, stepsReach: { mlflow: true }`;
  expect(problemsOf(reaching, { components: [MLFLOW] })).toEqual([]);
  const [problem = "", ...others] = problemsOf(reaching);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain("components.kubeflow-pipelines.stepsReach.mlflow");
  expect(problem).toContain("add components.mlflow");
});

test.each(["{}", "{ mlflow: false }"])("steps reach no MLflow with stepsReach %s", (value) => {
  expect(problemsOf(`${TAG}, stepsReach: ${value}`)).toEqual([]);
});

const bucket = (keys: string): string => `${TAG}, stepsReach: { buckets: [{ ${keys} }] }`;

test.each([
  "name: company-sales, prefix: raw/, access: read",
  "name: company-sales, prefix: raw/2026/, access: write, kmsKeyArn: arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-111122223333",
])("steps can reach a bucket with %s", (keys) => {
  expect(problemsOf(bucket(keys))).toEqual([]);
});

test.each([
  ["no prefix", "name: company-sales, access: read", "prefix"],
  ["a prefix that is no folder", "name: company-sales, prefix: raw, access: read", "prefix"],
  ["a pattern as a prefix", "name: company-sales, prefix: '*/', access: read", "prefix"],
  ["an ARN as a name", "name: 'arn:aws:s3:::company-sales', prefix: raw/, access: read", "name"],
  ["no access", "name: company-sales, prefix: raw/", "access"],
  ["the access of an owner", "name: company-sales, prefix: raw/, access: delete", "access"],
])("a bucket of steps with %s is refused at its key", (_, keys, key) => {
  const [problem = "", ...others] = problemsOf(bucket(keys));
  expect(others).toEqual([]);
  expect(problem).toContain(`components.kubeflow-pipelines.stepsReach.buckets[0].${key}`);
});

test.each([
  ["models", "one-models-111122223333", []],
  ["the Terraform state", "one-tfstate-111122223333", []],
  ["artifacts of pipelines", "one-pipelines-111122223333", []],
  ["artifacts of MLflow", "one-mlflow-111122223333", [MLFLOW]],
])("steps reach no bucket of %s of the environment", (use, name, components) => {
  const [problem = "", ...others] = problemsOf(bucket(`name: ${name}, prefix: raw/, access: read`), {
    components,
  });
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain("components.kubeflow-pipelines.stepsReach.buckets[0].name");
  expect(problem).toContain(`this is the bucket of ${use}`);
});

test("the refused bucket of models names the way by which a step's model comes there", () => {
  const [problem = ""] = problemsOf(bucket("name: one-models-111122223333, prefix: raw/, access: write"));
  expect(problem).toContain("name the model in components.mlflow.promotes");
});

test("steps can reach a bucket whose name only another environment with MLflow would have", () => {
  expect(problemsOf(bucket("name: one-mlflow-111122223333, prefix: raw/, access: read"))).toEqual([]);
});

test("steps reach a folder of a bucket once", () => {
  const entry = (access: string): string => `{ name: company-sales, prefix: raw/, access: ${access} }`;
  const [problem = "", ...others] = problemsOf(
    `${TAG}, stepsReach: { buckets: [${entry("read")}, ${entry("write")}] }`,
  );
  expect(others).toEqual([]);
  expect(problem).toContain("components.kubeflow-pipelines.stepsReach.buckets[1].prefix");
  expect(problem).toContain("write has read too");
});

test("the key of a bucket of steps is in the region of the environment", () => {
  const key = "kmsKeyArn: arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d-0000-4000-8000-111122223333";
  const [problem = "", ...others] = problemsOf(
    bucket(`name: company-sales, prefix: raw/, access: read, ${key}`),
  );
  expect(others).toEqual([]);
  expect(problem).toContain("components.kubeflow-pipelines.stepsReach.buckets[0].kmsKeyArn");
  expect(problem).toContain("a key in eu-west-1");
});

const nodes = (gpu: string): Rest => ({
  cluster: `nodeGroups: { general: {}, gpu: { instanceTypes: [g5.12xlarge], ${gpu} } }`,
});
const AUTOSCALER = "cluster-autoscaler: {}";

test.each([
  ["all GPUs of the nodes at their maximum", 24, { ...nodes("minPerZone: 1, maxPerZone: 3") }],
  [
    "nodes that the autoscaler adds",
    4,
    { ...nodes("minPerZone: 0, maxPerZone: 1"), components: [AUTOSCALER] },
  ],
  ["no GPU and no such nodes", 0, {}],
])("steps can have %s", (_, maxGpus, rest) => {
  expect(problemsOf(`${TAG}, maxGpus: ${maxGpus}`, rest)).toEqual([]);
});

test.each([
  ["without nodes with GPUs", 1, {}, "add a node group with GPUs to cluster.nodeGroups"],
  ["beyond the nodes at their maximum", 25, nodes("minPerZone: 1, maxPerZone: 3"), "at most 24"],
  [
    "on nodes that nothing adds",
    1,
    nodes("minPerZone: 0, maxPerZone: 1"),
    "add components.cluster-autoscaler",
  ],
  ["below zero", -1, {}, "0"],
])("GPUs of steps %s are refused at their key", (_, maxGpus, rest, text) => {
  const [problem = "", ...others] = problemsOf(`${TAG}, maxGpus: ${maxGpus}`, rest);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain("components.kubeflow-pipelines.maxGpus");
  expect(problem).toContain(text);
});
