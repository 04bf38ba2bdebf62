import { asArray, asObject, block, blocks, text, texts } from "../../../src/terraform/stack-json";
import { moduleIn } from "../../support/bundles";
import { LINKED, kubeflowPipelinesPlan } from "../../support/kubeflow-pipelines";
import { planOf } from "../../support/reference-plans";

type Plan = ReturnType<typeof kubeflowPipelinesPlan>;

const PROGRAMS = [
  "metadata-grpc-service",
  "metadata-proxy",
  "ml-pipeline",
  "ml-pipeline-ui",
  "persistence-agent",
  "schedules",
  "workflow-controller",
];

/** Objects in the namespace, by their name. */
const objectsOf = (plan: Plan, type: string) =>
  Object.fromEntries(
    plan
      .stack("platform")
      .resources(type)
      .map(({ config }) => ({ config, metadata: block(config["metadata"]) }))
      .filter(({ metadata }) => metadata["namespace"] === "kubeflow")
      .map(({ config, metadata }) => [text(metadata["name"]) ?? "", config]),
  );

const podOf = (plan: Plan, name: string) => {
  const spec = block(objectsOf(plan, "kubernetes_deployment_v1")[name]?.["spec"]);
  return block(block(spec["template"])["spec"]);
};
const containerOf = (plan: Plan, name: string) => blocks(podOf(plan, name)["container"])[0] ?? {};
const variablesOf = (plan: Plan, name: string) =>
  Object.fromEntries(
    blocks(containerOf(plan, name)["env"]).map((variable) => [text(variable["name"]), variable["value"]]),
  );

test("ML-05 the namespace has the seven programs that version 2 of Kubeflow Pipelines needs, and no other", () => {
  expect(Object.keys(objectsOf(kubeflowPipelinesPlan(), "kubernetes_deployment_v1")).sort()).toEqual(
    PROGRAMS,
  );
});

test("ML-05 the database is a private MySQL whose password RDS makes, and which refuses plain connections", () => {
  const cluster = kubeflowPipelinesPlan({ passwordDays: 45 }).stack("cluster");
  expect(cluster.resources("aws_db_instance").map(({ config }) => config)).toEqual([
    expect.objectContaining({
      identifier: "ml-inference-pipelines",
      engine: "mysql",
      publicly_accessible: false,
      storage_encrypted: true,
      manage_master_user_password: true,
      deletion_protection: true,
    }),
  ]);
  const [parameters] = cluster.resources("aws_db_parameter_group");
  expect(blocks(parameters?.config["parameter"])).toContainEqual({
    name: "require_secure_transport",
    value: "1",
  });
  const [rotation] = cluster.resources("aws_secretsmanager_secret_rotation");
  expect(rotation?.config["rotation_rules"]).toEqual({ automatically_after_days: 45 });
});

test.each(["ml-pipeline", "metadata-grpc-service"])(
  "ML-05 %s reads the password from a file when it starts, and restarts when the file changes",
  (name) => {
    const plan = kubeflowPipelinesPlan();
    const start = texts(containerOf(plan, name)["command"]).join("\n");
    expect(start).toContain("/mnt/secrets/password");
    const probe = block(block(containerOf(plan, name)["liveness_probe"])["exec"]);
    expect(texts(probe["command"]).join("\n")).toContain("sha256sum --check");
    const written = JSON.stringify(variablesOf(plan, name));
    expect(written).not.toMatch(/PASSWORD/i);
  },
);

test("ML-05 the driver that mounts the password is installed without secrets of models", () => {
  const releases = kubeflowPipelinesPlan()
    .stack("platform")
    .resources("helm_release")
    .map(({ config }) => config["name"]);
  expect(releases).toEqual(
    expect.arrayContaining(["secrets-store-csi-driver", "kubeflow-pipelines-password"]),
  );
});

test("ML-05 without internet access, every image is in the registry of the account", () => {
  const plan = kubeflowPipelinesPlan({}, { network: { egress: "none" } });
  const pods = PROGRAMS.map((name) => podOf(plan, name));
  const images = pods.flatMap((pod) =>
    [...blocks(pod["container"]), ...blocks(pod["init_container"])].map(({ image }) => text(image)),
  );
  const ofRuns = [
    variablesOf(plan, "ml-pipeline")["V2_DRIVER_IMAGE"],
    variablesOf(plan, "ml-pipeline")["V2_LAUNCHER_IMAGE"],
    texts(containerOf(plan, "workflow-controller")["args"])[3],
  ];
  expect(images.length + ofRuns.length).toBe(12);
  for (const image of [...images, ...ofRuns])
    expect(image).toMatch(/^222233334444\.dkr\.ecr\.ap-southeast-2\.amazonaws\.com\/ml-inference-prod\//);
});

test("ML-05 with internet access, images come from their authors, and that of steps from the registry of the account", () => {
  const plan = kubeflowPipelinesPlan({}, { network: { egress: "single-nat" } });
  expect(containerOf(plan, "ml-pipeline")["image"]).toBe("ghcr.io/kubeflow/kfp-api-server:2.17.0");
  const [init] = blocks(podOf(plan, "ml-pipeline")["init_container"]);
  expect(text(init?.["image"])).toMatch(/\/ml-inference-prod\/platform\/pipeline-steps:2\.17\.0-2$/);
});

test("ML-05 the quota is that of the file", () => {
  const quota = objectsOf(
    kubeflowPipelinesPlan({ maxPods: 80, maxCpu: 48, maxMemoryGiB: 96 }),
    "kubernetes_resource_quota_v1",
  );
  expect(Object.values(quota).map(({ spec }) => block(spec)["hard"])).toEqual([
    expect.objectContaining({ pods: "80", "requests.cpu": "48", "requests.memory": "96Gi" }),
  ]);
});

const GPU_NODES = {
  cluster: {
    nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 2 } },
  },
};

test.each([
  ["no GPUs", {}, {}, "0"],
  ["the GPUs of the file", { maxGpus: 2 }, GPU_NODES, "2"],
])("ML-05 steps have %s, and no claims for volumes", (_, settings, change, gpus) => {
  const quota = objectsOf(kubeflowPipelinesPlan(settings, change), "kubernetes_resource_quota_v1");
  expect(Object.values(quota).map(({ spec }) => block(spec)["hard"])).toEqual([
    expect.objectContaining({ "requests.nvidia.com/gpu": gpus, persistentvolumeclaims: "0" }),
  ]);
});

test("ML-05 definitions of custom kinds are of the whole cluster, and accept every field", () => {
  const [release] = kubeflowPipelinesPlan()
    .stack("platform")
    .resources("helm_release")
    .filter(({ config }) => config["name"] === "kubeflow-pipelines-definitions");
  const values = asObject(JSON.parse(texts(release?.config["values"])[0] ?? "{}"));
  const kinds = asArray(values["resources"] ?? null).map(asObject);
  expect(kinds.map(({ metadata }) => asObject(metadata ?? null)["name"])).toEqual(
    expect.arrayContaining(["workflows.argoproj.io", "scheduledworkflows.kubeflow.org"]),
  );
  for (const { metadata, spec } of kinds) {
    expect(asObject(metadata ?? null)["namespace"]).toBeUndefined();
    expect(JSON.stringify(spec)).toContain('"x-kubernetes-preserve-unknown-fields":true');
  }
});

test("ML-05 backups have the database and the artifacts", () => {
  const plan = kubeflowPipelinesPlan({}, { components: { backups: { email: "platform@example.com" } } });
  const [selection] = plan.stack("cluster").resources("aws_backup_selection");
  expect(selection?.config["resources"]).toEqual(
    expect.arrayContaining([
      "arn:aws:s3:::ml-inference-prod-pipelines-222233334444",
      "arn:aws:rds:ap-southeast-2:222233334444:db:ml-inference-pipelines",
    ]),
  );
});

test("ML-05 a handed-over module has the database", () => {
  const { source } = moduleIn(kubeflowPipelinesPlan(), "cluster");
  expect(JSON.stringify(source)).toContain("aws_db_instance");
});

test("ML-05 an environment without the part has no namespace of Kubeflow Pipelines", () => {
  expect(Object.keys(objectsOf(planOf("ml-inference-prod"), "kubernetes_deployment_v1"))).toEqual([]);
});

test("ML-05 steps know the address of MLflow only if they reach it", () => {
  const settingsOf = (components: object) => {
    const [data] = Object.entries(
      objectsOf(kubeflowPipelinesPlan({}, { components }), "kubernetes_config_map_v1"),
    ).flatMap(([name, config]) =>
      name === "workflow-controller-configmap" ? [asObject(config["data"] ?? null)] : [],
    );
    return data?.["mainContainer"];
  };
  expect(JSON.parse(String(settingsOf(LINKED)))).toEqual({
    env: [{ name: "MLFLOW_TRACKING_URI", value: "http://mlflow.mlflow.svc.cluster.local" }],
  });
  expect(settingsOf({ mlflow: LINKED.mlflow })).toBeUndefined();
});
