import { type Check } from "../../../src/checks/check";
import { PORTS_CHECKS } from "../../../src/checks/generated/ports";
import { WORKLOAD_CHECKS } from "../../../src/checks/generated/workload";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CONSOLE, ML } from "./edits";

const CHECKS: readonly Check[] = [...PORTS_CHECKS, ...WORKLOAD_CHECKS];

/** Expected warnings of the reference environments. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  mlapp: [
    "policies-on-fargate kubernetes_namespace_v1.models: namespace mlapp: its pods run on Fargate, which does not enforce its 2 network policies",
  ],
};

test.each(ENVIRONMENTS)("%s: the pods and the objects around them pass all checks", (environment) => {
  expect(found(CHECKS, environmentPlan(planOf(environment)))).toEqual(WARNINGS[environment] ?? []);
});

const model = { name: "api", image: { tag: "1" } };

test.each<readonly [string, string, object]>([
  [
    "metrics for Prometheus",
    ML,
    { prometheusRelease: "monitoring", models: [{ ...model, metricsPath: "/metrics" }] },
  ],
  [
    "GPUs",
    "mlapp",
    {
      cluster: { fargate: false, nodeGroups: { gpu: { instanceTypes: ["g5.xlarge"], maxPerZone: 4 } } },
      models: [{ ...model, gpus: 1, nodeGroup: "gpu" }],
    },
  ],
  ["plain HTTP", "retail-forecast", { entry: { httpOnly: true, host: null, certificateArn: null } }],
  ["other ports", ML, { models: [{ ...model, port: 80, servicePort: 8080, healthPath: "/v1/healthz" }] }],
  ["a slow start", ML, { models: [{ ...model, startupSeconds: 3600 }] }],
  [
    "models with and without the Kubernetes API",
    ML,
    {
      models: [
        { ...model, kubernetesApi: true },
        { ...model, name: "b" },
      ],
    },
  ],
  [
    "an internal Ingress with defaults",
    CONSOLE,
    { entry: { type: "ingress", scheme: "internal", httpOnly: true } },
  ],
])("an environment with %s passes all checks", (_, environment, change) => {
  expect(found(CHECKS, environmentPlan(planWith(environment, change)))).toEqual([]);
});
