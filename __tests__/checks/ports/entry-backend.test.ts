import { entryBackend } from "../../../src/checks/ports/entry-backend";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered } from "../../support/altered";
import { configWith } from "../../support/environments";
import { foundBy, newlyFound } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { type Case, ML, OPTION_B, object, custom } from "../workload/edits";

const CHECK = [entryBackend];

test.each<Case>([
  [
    "an Ingress for a Service that does not exist",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[0].backend.service.name = "other")),
    "Service other does not exist in its namespace",
  ],
  [
    "an Ingress for a Service port that does not exist",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[0].backend.service.port.number = 8080)),
    "Service model-service has no port 8080",
  ],
  [
    "an Ingress of another class",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.ingress_class_name = "nginx")),
    "its class is nginx, but the controller serves alb",
  ],
  [
    "two models on one path",
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[1].path = "/predict")),
    "mlapp.com/predict is listed twice",
  ],
  [
    "a Service for every host and path",
    "mlapp",
    object(
      "ingress",
      "models",
      ({ spec }) => (spec.default_backend = { service: { name: "model-service", port: { number: 80 } } }),
    ),
    "its default backend gets the requests of every host and path that no rule names",
  ],
  ...["/a//b", "/a/./b", "/..", "/a%2Fb"].map((path): Case => [
    `the path ${path}, which the API server refuses`,
    "mlapp",
    object("ingress", "models", ({ spec }) => (spec.rule[0].http.path[0].path = path)),
    `path ${path} contains //, a part . or .., or %2F`,
  ]),
  [
    "a model without an entry",
    "mlapp",
    object("ingress", "models", ({ spec }) => spec.rule[0].http.path.pop()),
    "no load balancer has its pods as targets",
  ],
  [
    "an NLB Service without a load balancer class",
    ML,
    object("service", "ml_inference_api_nlb", ({ spec }) => delete spec.load_balancer_class),
    "its class is missing, expected service.k8s.aws/nlb: without it, Kubernetes creates a Classic Load Balancer",
  ],
  [
    "a target group that does not exist",
    OPTION_B,
    custom("retail_forecast_api", ([first]) => ((first as Editable)["spec"].targetGroupARN = "arn:other")),
    "its target group is not in this environment",
  ],
])("entry-backend finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

describe("paths that the file states", () => {
  const stated = statedIn(settingsFor(configWith("mlapp")));
  const found = (type: string, path?: string): string[] =>
    foundBy(
      entryBackend,
      altered(
        "mlapp",
        object("ingress", "models", ({ spec }) => {
          const [first] = spec.rule[0].http.path as Editable[];
          Object.assign(first ?? {}, { path_type: type, ...(path === undefined ? {} : { path }) });
        }),
      ),
      { statedOf: () => stated },
    );

  test("are served with all paths below them", () => {
    expect(found("Prefix")).toEqual([]);
    expect(found("Exact")).toEqual([
      "kubernetes_ingress_v1.models: ingress ml-ingress: path /predict has the type Exact, but the file states it with all paths below it: expected Prefix",
    ]);
  });

  test("are not all paths: another one may be exact", () => {
    expect(found("Exact", "/own")).toEqual([]);
  });
});
