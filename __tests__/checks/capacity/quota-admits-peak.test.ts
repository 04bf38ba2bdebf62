import { quotaAdmitsPeak } from "../../../src/checks/capacity/quota-admits-peak";
import { type Editable, altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

const quota = (models: Editable): Editable => models.resource.kubernetes_resource_quota_v1.models.spec.hard;

test.each([
  ["pods", "22"],
  ["requests.cpu", "5749m"],
  ["requests.memory", "11775Mi"],
  ["limits.memory", "23551Mi"],
])("quota-admits-peak finds that %s of %s is less than the models need", (key, value) => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    quota(models)[key] = value;
  });
  expect(foundBy(quotaAdmitsPeak, plan)).toEqual([
    expect.stringContaining(`${key} is ${value}, and the models need`),
  ]);
});

test("quota-admits-peak finds the quota that more replicas exceed", () => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    models.resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec.max_replicas = 11;
  });
  expect(foundBy(quotaAdmitsPeak, plan)).toEqual([
    expect.stringContaining("pods is 23, and the models need 25 at their maximum"),
  ]);
});

test("quota-admits-peak finds pods without a limit that the quota requires", () => {
  const plan = altered("retail-forecast", ({ models }) => {
    quota(models)["limits.cpu"] = "100";
  });
  expect(foundBy(quotaAdmitsPeak, plan)).toEqual([expect.stringContaining("retail-forecast-api")]);
});
