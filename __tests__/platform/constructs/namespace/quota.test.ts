import { quota } from "../../../../src/platform/constructs/namespace/quota";

test("API-01 the quota has room for the old and the new pods of all models in a rollout at their maximum", () => {
  expect(quota({ maxReplicas: [10, 1], jobs: 0, loadBalancers: 2, gpus: 4 })).toEqual({
    pods: "26",
    "requests.nvidia.com/gpu": "4",
    "services.loadbalancers": "4",
    "services.nodeports": "0",
  });
});
