import {
  MAX_PODS,
  maxPodsOf,
  nodeUserData,
} from "../../../../src/platform/cluster/node-groups/node-user-data";

test("EKS-05 user data is a MIME document with a NodeConfig that raises the number of pods", () => {
  const text = Buffer.from(nodeUserData(), "base64").toString();
  expect(text).toMatch(
    /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="BOUNDARY"\n\n--BOUNDARY\n/,
  );
  expect(text).toContain("Content-Type: application/node.eks.aws\n\n---\napiVersion: node.eks.aws/v1alpha1");
  expect(text).toContain(`maxPods: ${MAX_PODS}`);
  expect(text).toMatch(/\n--BOUNDARY--\n$/);
});

test.each([
  ["prefixes", ["t3.medium"], MAX_PODS],
  ["single", ["t3.medium"], 17],
  ["single", ["m6i.xlarge", "m6i.large"], 29],
  ["single", ["m6i.8xlarge"], MAX_PODS],
  ["single", ["m7i-flex.large"], 21],
] as const)("with %s, nodes of %j have at most %i pods", (podAddresses, instanceTypes, expected) => {
  const stated = { "m7i-flex.large": { vcpus: 2, memoryGiB: 8, pods: 21 } };
  expect(maxPodsOf(instanceTypes, podAddresses, stated)).toBe(expected);
});
