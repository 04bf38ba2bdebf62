import { MAX_PODS, nodeUserData } from "../../../../src/platform/cluster/node-groups/node-user-data";

test("EKS-05 user data is a MIME document with a NodeConfig that raises the number of pods", () => {
  const text = Buffer.from(nodeUserData(), "base64").toString();
  expect(text).toMatch(
    /^MIME-Version: 1\.0\nContent-Type: multipart\/mixed; boundary="BOUNDARY"\n\n--BOUNDARY\n/,
  );
  expect(text).toContain("Content-Type: application/node.eks.aws\n\n---\napiVersion: node.eks.aws/v1alpha1");
  expect(text).toContain(`maxPods: ${MAX_PODS}`);
  expect(text).toMatch(/\n--BOUNDARY--\n$/);
});
