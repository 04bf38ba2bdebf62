import { entryBackend } from "../../../../src/proof/checks/ports/entry-backend";
import { type Editable } from "../../../support/altered";
import { newlyFound } from "../../../support/findings";
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
