import { nodeAmi } from "../../../src/checks/lifecycle/node-ami";
import { foundBy } from "../../support/findings";
import { nodeGroup } from "./edits";

test.each([
  ["AL2_x86_64", "EKS publishes AL2_x86_64 up to Kubernetes 1.32"],
  ["AL2023_ARM_64_NEURON", "not an AMI type"],
  ["AL2024_x86_64_STANDARD", "not an AMI type"],
])("reports %s: %s", (amiType, message) => {
  const plan = nodeGroup((group) => (group.ami_type = amiType));
  expect(foundBy(nodeAmi, plan)).toEqual([expect.stringContaining(message)]);
});

test("accepts AL2 for an older Kubernetes version", () => {
  const plan = nodeGroup((group) => Object.assign(group, { ami_type: "AL2_x86_64", version: "1.32" }));
  expect(foundBy(nodeAmi, plan)).toEqual([]);
});
