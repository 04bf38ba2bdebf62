import { LIFECYCLE_CHECKS } from "../../../src/checks/generated/lifecycle";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

/** Findings that the environment waives. */
const WAIVED: Readonly<Record<string, readonly string[]>> = {
  "ml-inference-hardened": ["node-drain-time kubernetes_deployment_v1.ml_inference_api: 5 pods"],
  "ml-inference-prod": ["node-drain-time kubernetes_deployment_v1.ml_inference_api: 5 pods"],
};

/** No environment is deployed, so none has a record of versions. */
const UNRECORDED = "versions-recorded aws_eks_cluster.main: it has no recorded release for";

test.each(ENVIRONMENTS)("%s has no findings, except those that it waives, and no record", (environment) => {
  const starts = [...(WAIVED[environment] ?? []), UNRECORDED];
  expect(found(LIFECYCLE_CHECKS, environmentPlan(planOf(environment)))).toEqual(
    starts.map((start) => expect.stringContaining(start) as unknown),
  );
});

test.each(["1.35", "1.37"])("an environment with Kubernetes %s has no errors", (version) => {
  const plan = environmentPlan(planWith("ml-inference-prod", { cluster: { version } }));
  const errors = [...LIFECYCLE_CHECKS, ...Object.values(CHECKS_OF_PARTS).flat()].filter(
    ({ severity }) => severity === "error",
  );
  expect(found(errors, plan)).toEqual([]);
});
