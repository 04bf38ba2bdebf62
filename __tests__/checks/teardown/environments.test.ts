import { TEARDOWN_CHECKS } from "../../../src/checks/generated/teardown";
import { referencesResolve } from "../../../src/checks/references-resolve";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const CHECKS = [referencesResolve, ...TEARDOWN_CHECKS];

test.each(ENVIRONMENTS)("%s has no findings", (environment) => {
  expect(found(CHECKS, environmentPlan(planOf(environment)))).toEqual([]);
});

test("an environment with secrets, GPUs and every model behind one Ingress has no findings", () => {
  const plan = planWith("retail-forecast", {
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
    models: [
      { name: "a", image: { tag: "1" }, paths: ["/a"], secrets: ["a/b"], kubernetesApi: true },
      { name: "b", image: { tag: "1" }, paths: ["/b"], nodeGroup: "gpu", gpus: 1 },
    ],
  });
  expect(found(CHECKS, environmentPlan(plan))).toEqual([]);
});
