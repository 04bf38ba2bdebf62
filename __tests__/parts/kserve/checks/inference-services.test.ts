import { inferenceServers } from "../../../../src/parts/kserve/checks/inference-servers";
import { inferenceServices } from "../../../../src/parts/kserve/checks/inference-services";
import { type Check } from "../../../../src/checks/check";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { kservePlan } from "../../../support/kserve";

type Change = (object: Editable, predictor: Editable) => void;

const PLAN = kservePlan();

/** Findings of a check after an edit of the InferenceService. */
const edited = (check: Check, edit: Change): string[] =>
  foundBy(
    check,
    altered(PLAN, ({ models }) => {
      const release = models.resource.helm_release.fraud_detection_inference as { values: string[] };
      const values = JSON.parse(release.values[0] ?? "{}") as Editable;
      const [object] = values["resources"] as Editable[];
      if (!object) throw new Error("no object");
      edit(object, object["spec"].predictor as Editable);
      release.values = [JSON.stringify(values)];
    }),
  );

test("ML-02 the checks accept what synth emits", () => {
  for (const check of [inferenceServices, inferenceServers])
    expect(foundBy(check, environmentPlan(PLAN))).toEqual([]);
});

test.each<readonly [string, Change, string]>([
  [
    "no mode",
    ({ metadata }) => delete metadata.annotations["serving.kserve.io/deploymentMode"],
    "its mode is that of KServe, expected Standard",
  ],
  [
    "the mode of Knative",
    ({ metadata }) => (metadata.annotations["serving.kserve.io/deploymentMode"] = "Knative"),
    "its mode is Knative, expected Standard",
  ],
  [
    "an autoscaler of KServe",
    ({ metadata }) => delete metadata.annotations["serving.kserve.io/autoscalerClass"],
    "KServe creates a second autoscaler, since its autoscalerClass is not external",
  ],
  [
    "a name that its autoscaler does not know",
    ({ metadata }) => (metadata.name = "other"),
    "no HorizontalPodAutoscaler has the target other-predictor",
  ],
  [
    "a container of another name",
    (_, predictor) => (predictor["containers"][0].name = "server"),
    "no container has the name kserve-container",
  ],
  [
    "a download by KServe",
    (_, predictor) => (predictor["containers"][0].env = [{ name: "STORAGE_URI", value: "s3://b/p" }]),
    "STORAGE_URI adds an init container, which is not judged: use weights",
  ],
  [
    "a name that is too long",
    ({ metadata }) => (metadata.name = "a".repeat(54)),
    "its name must be a DNS label that begins with a letter, with at most 53 characters",
  ],
  [
    "a number of pods as text",
    (_, predictor) => (predictor["deploymentStrategy"].rollingUpdate.maxUnavailable = "0"),
    'maxUnavailable is the text "0", expected a number or a percentage',
  ],
  ["a transformer", ({ spec }) => (spec.transformer = {}), "spec.transformer is not judged"],
  ["a canary", ({ spec }) => (spec.canary = []), "spec.canary is not judged"],
  [
    "a runtime",
    (_, predictor) => (predictor["model"] = { modelFormat: { name: "sklearn" } }),
    "spec.predictor.model is not judged",
  ],
  [
    "a predictor of another name",
    (_, predictor) => (predictor["name"] = "x"),
    "spec.predictor.name is not judged",
  ],
])("ML-02 an InferenceService with %s is found", (_, edit, expected) => {
  expect(edited(inferenceServices, edit).join()).toContain(expected);
});

test.each<readonly [string, (release: Editable, values: Editable) => void, string]>([
  [
    "an Ingress of KServe",
    (_, { kserve }) => delete kserve.controller.gateway.disableIngressCreation,
    "the controller creates an Ingress of its own",
  ],
  [
    "objects of Istio",
    (_, { kserve }) => delete kserve.controller.gateway.disableIstioVirtualHost,
    "the controller looks for objects of Istio",
  ],
  [
    "a default limit of CPU",
    (_, { kserve }) => delete kserve.inferenceservice.resources.limits.cpu,
    "containers without it get limits.cpu 1",
  ],
  [
    "the mode of Knative",
    (_, { kserve }) => delete kserve.controller.deploymentMode,
    "the controller has the mode Knative",
  ],
  [
    "a pull at each start",
    (_, { kserve }) => delete kserve.controller.imagePullPolicy,
    "the controller cannot restart without its registry",
  ],
  [
    "no configuration",
    (_, { kserve }) => delete kserve.inferenceServiceConfig,
    "the controller ends without its ConfigMap",
  ],
  [
    "no certificate",
    (_, { kserve }) => delete kserve.certManager,
    "nothing requests the certificate of its webhooks",
  ],
  [
    "a download container",
    (_, { kserve }) => (kserve.createSharedResources = true),
    "the chart creates a container that downloads models",
  ],
  [
    "tokens for all pods",
    (_, { kserve }) => delete kserve.security,
    "pods that state nothing get a token of Kubernetes",
  ],
])("ML-02 a release of KServe with %s is found", (_, edit, expected) => {
  const plan = altered(PLAN, ({ platform }) => {
    const release = platform.resource.helm_release.kserve_controller as { values: string[] };
    const values = JSON.parse(release.values[0] ?? "{}") as Editable;
    edit(release, values);
    release.values = [JSON.stringify(values)];
  });
  expect(foundBy(inferenceServices, plan).join()).toContain(expected);
});

test.each<readonly [string, (releases: Editable) => void, string]>([
  [
    "the controller",
    (releases) => delete releases["kserve_controller"],
    "no release of kserve-resources creates its pods",
  ],
  [
    "the definitions",
    (releases) => delete releases["kserve_definitions"],
    "no release of kserve-crd defines its kind",
  ],
])("ML-02 an InferenceService without %s is found", (_, edit, expected) => {
  const plan = altered(PLAN, ({ platform }) => {
    edit(platform.resource.helm_release as Editable);
  });
  expect(foundBy(inferenceServices, plan).join()).toContain(expected);
});

test("ML-02 an InferenceService without cert-manager is found", () => {
  const plan = altered(PLAN, ({ cluster }) => {
    delete cluster.resource.aws_eks_addon.cert_manager;
  });
  expect(foundBy(inferenceServices, plan).join()).toContain(
    "no add-on cert-manager issues the certificate of the webhooks",
  );
});

const server = (edit: (container: Editable) => void): Change => {
  return (_, predictor) => {
    edit(predictor["containers"][0] as Editable);
  };
};
const withArgument = (index: number, argument: string) =>
  server(({ args }) => {
    args[index] = argument;
  });

test.each<readonly [string, Change, string]>([
  [
    "another model",
    withArgument(0, "--model_name=other"),
    "its server has no path /v1/models/fraud-detection:predict for the model other",
  ],
  [
    "another folder",
    withArgument(1, "--model_dir=/mnt/models"),
    "no volume is mounted at /mnt/models, where its server reads the model",
  ],
  [
    "another port",
    withArgument(2, "--http_port=9000"),
    "its server listens on 9000, and its container declares 8080",
  ],
  [
    "a port for gRPC",
    withArgument(3, "--workers=1"),
    "its server opens a port for gRPC that nothing declares",
  ],
  [
    "an argument of another server",
    withArgument(3, "--nthread=1"),
    "its server does not know the argument --nthread",
  ],
  [
    "a probe that it does not answer",
    server(({ livenessProbe }) => (livenessProbe.httpGet.path = "/health")),
    "its server has no path /health for the model fraud-detection",
  ],
  [
    "the image of another release",
    server((container) => (container["image"] = "docker.io/kserve/sklearnserver:v0.15.0")),
    "v0.15.0",
  ],
  [
    "an unknown image",
    server((container) => (container["image"] = "example.com/own:1")),
    "its image example.com/own:1 is no known server of KServe, so its paths are not judged",
  ],
])("ML-02 a server with %s is found", (_, edit, expected) => {
  expect(edited(inferenceServers, edit).join()).toContain(expected);
});

test("ML-02 a path of the load balancer that the server does not answer is found", () => {
  const plan = altered(PLAN, ({ models }) => {
    models.resource.kubernetes_ingress_v1.models.spec.rule[0].http.path[0].path = "/predict";
  });
  expect(foundBy(inferenceServers, plan).join()).toContain(
    "its server has no path /predict for the model fraud-detection",
  );
});
