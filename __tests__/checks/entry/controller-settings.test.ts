import { controllerSettings } from "../../../src/checks/entry/controller-settings";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, controller, findingsOf } from "../terraform/edits";

const findings = findingsOf(controllerSettings);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(controllerSettings, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a controller that reads its VPC from instance metadata", () => {
  expect(
    findings(
      ML,
      controller((values) => delete values["vpcId"]),
    ),
  ).toEqual([
    "helm_release.load_balancer_controller: controller: vpcId is not this environment's VPC, and its pods cannot read instance metadata",
  ]);
});

test("reports a switch that is text", () => {
  expect(
    findings(
      ML,
      controller((values) => (values["enableWafv2"] = "false")),
    ),
  ).toEqual(['helm_release.load_balancer_controller: controller: enableWafv2 is "false", expected false']);
});

test("reports a service account that no role trusts", () => {
  expect(
    findings(
      ML,
      controller((values) => delete values["serviceAccount"]),
    ),
  ).toEqual([
    "helm_release.load_balancer_controller: controller: the chart creates its own service account, which no role trusts",
  ]);
});

test("reports the webhook for Services, which fails closed for every Service of the cluster", () => {
  expect(
    findings(
      ML,
      controller((values) => (values["enableServiceMutatorWebhook"] = true)),
    ),
  ).toEqual([
    "helm_release.load_balancer_controller: controller: enableServiceMutatorWebhook is true, expected false",
  ]);
});

test("reports pods that start without a readiness gate while the controller does not respond", () => {
  const edit = controller((values) => delete values["podMutatorWebhookConfig"]);
  expect(findings(ML, edit)).toEqual([
    "helm_release.load_balancer_controller: controller: podMutatorWebhookConfig.failurePolicy is missing, expected Fail: pods of ml-inference start without a readiness gate while no replica responds",
  ]);
});

test.each([
  ["podSecurityContext", "podSecurityContext.seccompProfile.type is missing, expected RuntimeDefault"],
  ["securityContext", "securityContext.capabilities.drop lacks ALL"],
])("reports pods that exceed the restricted level without %s", (key, problem) => {
  expect(
    findings(
      ML,
      controller((values) => Reflect.deleteProperty(values as object, key)),
    ),
  ).toEqual([`helm_release.load_balancer_controller: controller: ${problem}`]);
});
