import { modelSelector } from "../../../src/platform/labels";
import { type PodProps, podTemplate } from "../../../src/platform/models/pod";
import { entryLabels, modelLabels } from "../../../src/platform/models/labels";

const FEWEST: PodProps = {
  name: "fraud-api",
  image: "example.com/fraud-api:1.0.0",
  port: 8080,
  healthPath: "/health",
  startupSeconds: 300,
  drainSeconds: 15,
  idleSeconds: 60,
  cpuRequest: "250m",
  memoryRequest: "512Mi",
  tmpMiB: 64,
  modelCacheMiB: 1024,
  runAsUser: 10001,
};

const pod = (change: Partial<PodProps> = {}) => podTemplate({ ...FEWEST, ...change }, {}).spec;
const container = (change: Partial<PodProps> = {}) => {
  const [only] = pod(change).container as unknown as Record<string, unknown>[];
  return only as Record<string, unknown>;
};

test("API-02 the memory limit equals the request by default, and there is no CPU limit", () => {
  expect(container()["resources"]).toEqual({
    requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "1088Mi" },
    limits: { memory: "512Mi" },
  });
});

test("API-02 given limits are set in addition to the requests", () => {
  expect(container({ cpuLimit: "1", memoryLimit: "1Gi" })["resources"]).toMatchObject({
    limits: { cpu: "1", memory: "1Gi" },
  });
});

test("API-02 the given ephemeral storage is request and limit, so that no pod depends on disk that it can lose", () => {
  expect(container({ ephemeralStorage: "1200Mi" })["resources"]).toEqual({
    requests: { cpu: "250m", memory: "512Mi", "ephemeral-storage": "1200Mi" },
    limits: { memory: "512Mi", "ephemeral-storage": "1200Mi" },
  });
});

test("API-02 a pod with GPUs requests them and tolerates the taint of their nodes", () => {
  expect(container({ gpus: 2 })["resources"]).toMatchObject({ limits: { "nvidia.com/gpu": "2" } });
  expect(pod({ gpus: 2 }).toleration).toEqual([
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
  ]);
});

test("API-02 without GPUs and node group a pod runs on any node without a taint", () => {
  expect(pod()).not.toHaveProperty("toleration");
  expect(pod()).not.toHaveProperty("nodeSelector");
});

test("API-02 a node group is selected by the label of its nodes", () => {
  expect(pod({ nodeGroup: "gpu" }).nodeSelector).toEqual({ "private-eks-inference/node-group": "gpu" });
});

test("API-06 without secrets there is no volume for them", () => {
  expect(container()["volumeMount"]).toEqual([
    { name: "tmp", mountPath: "/tmp" },
    { name: "models", mountPath: "/models" },
  ]);
});

test("API-06 a changed ConfigMap changes the pod template", () => {
  expect(podTemplate(FEWEST, { checksum: "abc" }).metadata.annotations).not.toEqual(
    podTemplate(FEWEST, { checksum: "abd" }).metadata.annotations,
  );
});

test("the selector matches the labels of every pod, and not those of a load balancer's Service", () => {
  const selector = modelSelector("fraud-api");
  expect(podTemplate(FEWEST, {}).metadata.labels).toMatchObject(selector);
  expect(modelLabels("fraud-api")).toMatchObject(selector);
  expect(entryLabels("fraud-api")).not.toMatchObject(selector);
});

test("all objects and pods have the instance label, and the selector of an existing Deployment does not change", () => {
  const instance = { "app.kubernetes.io/instance": "fraud-api" };
  expect(podTemplate(FEWEST, {}).metadata.labels).toMatchObject(instance);
  expect(modelLabels("fraud-api")).toMatchObject(instance);
  expect(entryLabels("fraud-api")).toMatchObject(instance);
  expect(modelSelector("fraud-api")).toEqual({
    "app.kubernetes.io/name": "fraud-api",
    "app.kubernetes.io/component": "model-api",
  });
});
