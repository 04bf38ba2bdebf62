import { healthPath } from "../../../src/checks/ports/health-path";
import { newlyFound } from "../../support/findings";
import { type Case, ML, OPTION_B, CONSOLE, object, container } from "../workload/edits";

const CHECK = [healthPath];

test("health-path reads a request of a probe that has no fields", () => {
  const empty = container((each) => (each["liveness_probe"].http_get = [null]));
  expect(newlyFound(CHECK, ML, empty)).toContainEqual(
    expect.stringContaining("its probes request different paths"),
  );
});

test.each<Case>([
  [
    "probes with different paths",
    ML,
    container((each) => (each["startup_probe"].http_get.path = "/ready")),
    "its probes request different paths: /ready and /health",
  ],
  [
    "an NLB health check with another path",
    ML,
    object(
      "service",
      "ml_inference_api_nlb",
      ({ metadata }) =>
        (metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-healthcheck-path"] = "/"),
    ),
    "health checks of deployment ml-inference-api request /, but its probes request /health",
  ],
  [
    "an ALB health check with the default path",
    "mlapp",
    object("service", "model_service", ({ metadata }) => delete metadata.annotations),
    "health checks of deployment model-service request /, but its probes request /health",
  ],
  [
    "a target group health check with another path",
    OPTION_B,
    ({ network }) => (network.resource.aws_lb_target_group.api.health_check.path = "/"),
    "health checks of deployment retail-forecast-api request /, but its probes request /health",
  ],
  [
    "an existing target group without a postcondition on its health check path",
    CONSOLE,
    ({ network }) => network.data.aws_lb_target_group.api.lifecycle.postcondition.splice(2, 1),
    "health checks of deployment retail-forecast-api request an unverified path, but its probes request /health",
  ],
  [
    "probes by another scheme than the health check of an ALB",
    "mlapp",
    object("deployment", "model_service", ({ spec }) => {
      for (const probe of ["startup_probe", "readiness_probe", "liveness_probe"])
        spec.template.spec.container[0][probe].http_get.scheme = "HTTPS";
    }),
    "health checks of deployment model-service ask by HTTP, but its probes by HTTPS",
  ],
  [
    "a probe by another scheme than a target group",
    OPTION_B,
    object("deployment", "retail_forecast_api", ({ spec }) => {
      spec.template.spec.container[0].readiness_probe.http_get.scheme = "HTTPS";
    }),
    "health checks of deployment retail-forecast-api ask by HTTP, but its probes by HTTPS",
  ],
])("health-path finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
