import { releaseServiceAccount } from "../../../src/checks/workload/release-service-account";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { editValues } from "../images/plans";

const ML = "ml-inference-prod";
const withController = (edit: (values: Editable) => void) =>
  altered(ML, ({ platform }) => {
    editValues(platform.resource.helm_release.load_balancer_controller, edit);
  });

test("release-service-account accepts charts that create accounts of their own", () => {
  expect(foundBy(releaseServiceAccount, environmentPlan(planOf(ML)))).toEqual([]);
});

test.each([
  ["creates", (values: Editable) => (values.serviceAccount.create = true)],
  ["creates by default", (values: Editable) => delete values.serviceAccount.create],
])("release-service-account reports a chart that %s the account that Terraform creates", (_, edit) => {
  expect(foundBy(releaseServiceAccount, withController(edit))).toEqual([
    "helm_release.load_balancer_controller: it creates the service account aws-load-balancer-controller, which kubernetes_service_account_v1.load_balancer_controller also creates",
  ]);
});
