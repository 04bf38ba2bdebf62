import { namespaceLabels } from "../../../../src/platform/constructs/namespace/labels";

test("API-01 readiness gates are off by default", () => {
  const props = { name: "models", kubernetesVersion: "1.36", quota: {} };
  const gate = "elbv2.k8s.aws/pod-readiness-gate-inject";
  expect(namespaceLabels(props)).not.toHaveProperty([gate]);
  expect(namespaceLabels({ ...props, readinessGates: true })).toHaveProperty([gate], "enabled");
});
