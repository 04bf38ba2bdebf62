import { inferenceServicesOf } from "../../../src/parts/kserve/model";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { type Json, asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { PARTS, SERVED, kservePlan } from "../../support/kserve";
import { at, config } from "../models-stack";

const RELEASE = "helm_release.fraud_detection_inference";

const inferenceService = (over?: object) => {
  const [written] = at(config(kservePlan(over), RELEASE), "values") as string[];
  return asObject(at(JSON.parse(written ?? "{}") as Json, "resources", 0));
};

const podsOf = (plan: ReturnType<typeof kservePlan>) => {
  const [pods] = objectsOf(environmentPlan(plan)).pods.filter(
    ({ owner }) => owner.resource.layer === "models",
  );
  if (!pods) throw new Error("no pods");
  return pods;
};

test("ML-02 a model with kind kserve is an InferenceService of the Standard mode", () => {
  const object = inferenceService();
  expect(at(object, "apiVersion")).toBe("serving.kserve.io/v1beta1");
  expect(at(object, "kind")).toBe("InferenceService");
  expect(at(object, "metadata", "name")).toBe("fraud-detection");
  expect(at(object, "metadata", "annotations")).toMatchObject({
    "serving.kserve.io/deploymentMode": "Standard",
    "serving.kserve.io/autoscalerClass": "external",
  });
});

test("ML-02 its server answers /v1/models/fraud-detection:predict with the weights of the model", () => {
  expect(at(inferenceService(), "spec", "predictor", "containers", 0)).toMatchObject({
    name: "kserve-container",
    image: "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/kserve/sklearnserver:v0.20.0",
    args: [
      "--model_name=fraud-detection",
      "--model_dir=/mnt/weights",
      "--http_port=8080",
      "--enable_grpc=false",
      "--timeout-keep-alive=75",
    ],
    ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
  });
  const [path] = at(
    config(kservePlan(), "kubernetes_ingress_v1.models"),
    "spec",
    "rule",
    0,
    "http",
    "path",
  ) as object[];
  expect(path).toMatchObject({
    path: "/v1/models/fraud-detection:predict",
    backend: { service: { name: "fraud-detection" } },
  });
});

test.each([
  ["xgboost", "kserve/xgbserver", ["--nthread=1"]],
  ["lightgbm", "kserve/lgbserver", ["--nthread=1"]],
])("ML-02 the format %s has the server %s", (format, repository, args) => {
  const container = at(inferenceService({ format }), "spec", "predictor", "containers", 0) as {
    readonly image: string;
    readonly args: string[];
  };
  expect(container.image).toMatch(new RegExp(`/${repository}:v0\\.20\\.0$`));
  expect(container.args.slice(-1)).toEqual(args);
});

test("ML-02 KServe gets the numbers of a rollout as numbers, and text only as percentage", () => {
  expect(at(inferenceService(), "spec", "predictor", "deploymentStrategy")).toEqual({
    type: "RollingUpdate",
    rollingUpdate: { maxUnavailable: 0, maxSurge: "25%" },
  });
  expect(at(inferenceService({ runAsUser: 1000 }), "spec", "predictor", "securityContext")).toMatchObject({
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
  });
});

test("ML-02 autoscaler, Service, budget and network policy of the model are those of every model", () => {
  const plan = kservePlan({ replicas: { min: 3, max: 5 } });
  expect(at(config(plan, "kubernetes_horizontal_pod_autoscaler_v2.fraud_detection"), "spec")).toMatchObject({
    scale_target_ref: { kind: "Deployment", name: "fraud-detection-predictor" },
    min_replicas: 3,
    max_replicas: 5,
  });
  const selector = {
    "app.kubernetes.io/name": "fraud-detection",
    "app.kubernetes.io/component": "model-api",
  };
  expect(at(config(plan, "kubernetes_service_v1.fraud_detection"), "spec", "selector")).toEqual(selector);
  expect(podsOf(plan).labels).toMatchObject(selector);
});

test("ML-02 the InferenceService follows its role, its network policy and its load balancer", () => {
  expect(config(kservePlan(), RELEASE)["depends_on"]).toEqual(
    expect.arrayContaining([
      "kubernetes_service_account_v1.fraud_detection",
      "kubernetes_network_policy_v1.all_models",
      "kubernetes_ingress_v1.models",
    ]),
  );
});

test("ML-02 the pods that checks judge are those of the same model with an image of its own", () => {
  const own = planWith("retail-forecast", {
    models: [{ ...SERVED, kind: "container", format: undefined, image: { tag: "1" } }],
  });
  const [served, plain] = [podsOf(kservePlan()), podsOf(own)];
  const { containers: servedContainers, ...servedPod } = served.spec;
  const { containers: plainContainers, ...plainPod } = plain.spec;
  // Both are read from what the provider and the API take: numbers as text, single items as lists.
  expect(flat(servedPod)).toEqual(flat(plainPod));
  const [inServed, inPlain] = [flat(servedContainers), flat(plainContainers)];
  const differing = Object.keys({ ...inServed, ...inPlain }).filter((key) => inServed[key] !== inPlain[key]);
  expect(differing.sort()).toEqual(["args.0", "args.1", "args.2", "args.3", "args.4", "image", "name"]);
});

/** Leaves by path, without the numbers of single items. */
function flat(value: unknown, path = ""): Record<string, string> {
  if (value === null || typeof value !== "object") return { [path]: String(value) };
  const items =
    Array.isArray(value) && value.length === 1 ? [["", value[0]] as const] : Object.entries(value);
  return Object.assign(
    {},
    ...items.map(([key, item]) => flat(item, key === "" ? path : path === "" ? key : `${path}.${key}`)),
  ) as Record<string, string>;
}

test("ML-02 the statement of its weights is read from the InferenceService", () => {
  expect(podsOf(kservePlan()).owner.annotations).toMatchObject({
    "private-eks-inference/weights-mib": "103",
  });
});

test("ML-02 only servers of formats in use are mirrored, and no environment without KServe has one", () => {
  const repositories = (plan: ReturnType<typeof kservePlan>) =>
    environmentPlan(plan)
      .resources("aws_ecr_repository")
      .map(({ config: { name } }) => String(name))
      .filter((name) => /server$/.test(name));
  expect(repositories(kservePlan())).toEqual(["retail-forecast/kserve/sklearnserver"]);
  expect(repositories(planWith("retail-forecast", { components: PARTS }))).toEqual([]);
  expect(inferenceServicesOf(environmentPlan(planWith("retail-forecast", {})))).toEqual([]);
});
