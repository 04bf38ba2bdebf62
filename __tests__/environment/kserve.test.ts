import { configWith } from "../support/environments";
import { PARTS, SERVED } from "../support/kserve";
import { rules } from "../../src/environment/rules/all";

const LONG = "a".repeat(54);

const problems = (over: object, change: object = { components: PARTS }) =>
  rules(configWith("retail-forecast", { ...change, models: [{ ...SERVED, ...over }] })).map(
    ({ path, expected, fix }) => `${path.join(".")}: ${expected}; ${fix}`,
  );

test("ML-02 a model of KServe with its parts has no problem", () => {
  expect(problems({})).toEqual([]);
});

test("ML-02 a model of KServe needs the part", () => {
  expect(problems({}, {})).toEqual([
    "models.0.kind: components.kserve in this file; add cert-manager: {} and kserve: {} to components, or remove kind",
  ]);
});

test.each<readonly [string, object, string]>([
  [
    "no format",
    { format: undefined },
    "models.0.format: the format of the file, by the library that wrote it: scikit-learn 1.5.2 for sklearn, XGBoost 2.1.4 for xgboost, LightGBM 4.6.0 for lightgbm; add it, such as format: sklearn, and write the file with the version of that library",
  ],
  [
    "no weights",
    { weights: undefined },
    "models.0.weights: the file that the server loads; add it, such as weights: { sizeGiB: 0.1, mode: download }",
  ],
  [
    "an image",
    { image: { tag: "1" } },
    "models.0.image: no image with kind: kserve: the server of the format has its own; remove it",
  ],
  [
    "a drain on SIGTERM",
    { drainsOnSigterm: true },
    "models.0.drainsOnSigterm: no drainsOnSigterm with kind: kserve: its servers do not read DRAIN_SECONDS; remove it",
  ],
  [
    "a path of modules",
    { environment: { PYTHONPATH: "/x" } },
    "models.0.environment.PYTHONPATH: no PYTHONPATH with kind: kserve, whose image sets it; remove it",
  ],
  [
    "the path of another model",
    { paths: ["/v1/models/other:predict"] },
    'models.0.paths.0: a path that its server answers: /v1/models/fraud-detection:predict or /v2/models/fraud-detection/infer; write paths: ["/v1/models/fraud-detection:predict"]',
  ],
  [
    "the path of a model whose name begins as its own",
    { paths: ["/v1/models/fraud-detection-2:predict"] },
    'models.0.paths.0: a path that its server answers: /v1/models/fraud-detection:predict or /v2/models/fraud-detection/infer; write paths: ["/v1/models/fraud-detection:predict"]',
  ],
  [
    "the health path of other images",
    { healthPath: "/health" },
    "models.0.healthPath: a path of its server: /v1/models/fraud-detection, /v2/models/fraud-detection/ready, /v2/health/ready; write healthPath: /v1/models/fraud-detection",
  ],
  [
    "a start after the end of the rollout",
    { startupSeconds: 597 },
    "models.0.startupSeconds: at most 595: the rollouts of KServe end after 600 s, of which reading the weights takes 5 s; lower it, or write kind: container with an image of your own",
  ],
  [
    "a name without room for that of its Deployment",
    { name: LONG, paths: [`/v1/models/${LONG}:predict`], healthPath: `/v1/models/${LONG}` },
    "models.0.name: at most 53 characters for kind: kserve; rename the model",
  ],
])("ML-02 a model of KServe with %s is refused", (_, over, expected) => {
  expect(problems(over)).toEqual([expected]);
});

test("ML-02 a model with an image of its own needs the image, and has no format", () => {
  expect(problems({ kind: "container", format: undefined })).toEqual([
    "models.0.image: the image of the model; add image: { tag: ... }, or write kind: kserve for a server of KServe",
  ]);
  expect(problems({ kind: "container", image: { tag: "1" } })).toEqual([
    "models.0.format: no format without kind: kserve; add kind: kserve, or remove it",
  ]);
});

test("ML-02 a path of metrics of a model of KServe is refused, since the path of its server is known", () => {
  expect(problems({ metricsPath: "/metrics" }, { components: PARTS, prometheusRelease: "p" })).toEqual([
    "models.0.metricsPath: no metricsPath with kind: kserve: its server has its metrics at /metrics, which Prometheus reads; remove it",
  ]);
});
