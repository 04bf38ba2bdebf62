import { dependencyCycles } from "../../../src/checks/terraform/dependency-cycles";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { everyOptionPlan } from "../../support/every-option-plan";
import { foundBy } from "../../support/findings";
import { kservePlan } from "../../support/kserve";

test("dependency-cycles finds none in an environment with every option", () => {
  expect(foundBy(dependencyCycles, environmentPlan(everyOptionPlan()))).toEqual([]);
});

test("dependency-cycles finds releases that wait for each other, once", () => {
  const plan = altered(kservePlan(), ({ platform }) => {
    const { kserve_definitions: definitions } = platform.resource.helm_release as Editable;
    definitions.depends_on = [...(definitions.depends_on as string[]), "helm_release.kserve_controller"];
  });
  const found = foundBy(dependencyCycles, plan);
  expect(found).toHaveLength(1);
  expect(found.join()).toContain("it depends on itself: helm_release.");
  expect(found.join()).toContain("helm_release.kserve_definitions → helm_release.kserve_controller");
});

test("dependency-cycles finds a resource whose argument names itself", () => {
  const plan = altered(kservePlan(), ({ models }) => {
    models.resource.kubernetes_service_v1.fraud_detection.metadata.annotations = {
      own: "\${kubernetes_service_v1.fraud_detection.id}",
    };
  });
  expect(foundBy(dependencyCycles, plan).join()).toContain(
    "kubernetes_service_v1.fraud_detection → kubernetes_service_v1.fraud_detection",
  );
});
