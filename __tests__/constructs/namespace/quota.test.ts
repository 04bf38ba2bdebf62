import { quota } from "../../../src/constructs/namespace/quota";

test("API-01 the quota covers all models at their maximum and a rollout of each", () => {
  const small = { maxReplicas: 10, cpuRequest: "250m", memoryRequest: "512Mi", memoryLimit: "1Gi" };
  const large = { maxReplicas: 1, cpuRequest: "2", memoryRequest: "8Gi", gpus: 1 };
  expect(quota([small, large], 2)).toEqual({
    pods: "15",
    "requests.cpu": "7250m",
    "requests.memory": `${13 * 512 + 2 * 8192}Mi`,
    "limits.memory": `${13 * 1024 + 2 * 8192}Mi`,
    "requests.nvidia.com/gpu": "2",
    "services.loadbalancers": "2",
    "services.nodeports": "0",
  });
});
