import { IMAGES_CHECKS } from "../../../src/checks/generated/images";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { WITH_GPU, gpuPlan } from "./plans";

test.each(ENVIRONMENTS)(
  "%s: all images and charts pass all checks, and only own charts are not judged",
  (environment) => {
    expect(found(IMAGES_CHECKS, environmentPlan(planOf(environment)))).toEqual(
      Object.entries(configWith(environment).charts ?? {}).map(([chart, { version }]) =>
        expect.stringContaining(`chart ${chart} ${version} with values `),
      ),
    );
  },
);

const WITH_SECRETS = {
  models: [{ name: "retail-forecast-api", image: { tag: "1.0.0" }, secrets: ["retail/key"] }],
};

test.each([
  ["secrets and without internet access", () => planWith("retail-forecast", WITH_SECRETS)],
  ["GPUs and NAT gateways", gpuPlan],
  ["GPUs and without internet access", () => planWith("retail-forecast", WITH_GPU)],
])("an environment with %s passes all checks", (_, plan) => {
  expect(found(IMAGES_CHECKS, environmentPlan(plan()))).toEqual([]);
});

test("an environment with Graviton nodes passes all checks, but for an add-on whose platforms are unknown", () => {
  const plan = planWith("mlapp", { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } });
  expect(found(IMAGES_CHECKS, environmentPlan(plan))).toEqual([
    expect.stringMatching(/^pod-architecture aws_eks_addon\.metrics_server: not judged/),
  ]);
});

test("image checks do not throw for an empty cluster layer and malformed releases and Deployments", () => {
  const odd = altered("mlapp", ({ cluster, platform, models }) => {
    cluster.resource = {};
    platform.resource.helm_release.load_balancer_controller = {
      chart: 5,
      values: ["{ not: [json"],
      set: [{}],
    };
    models.resource.kubernetes_deployment_v1.model_service = { spec: null };
  });
  expect(() => found(IMAGES_CHECKS, odd)).not.toThrow();
});
