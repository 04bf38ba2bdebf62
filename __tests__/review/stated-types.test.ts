import { reviewOf, edited } from "./pairs";
import { NO_RECORD } from "../../src/terraform/environment-record";

const withMemory = (memoryGiB: number) => ({
  ...NO_RECORD,
  settings: [
    { path: ["instanceTypes", "m7i-flex.large", "vcpus"], value: 2 },
    { path: ["instanceTypes", "m7i-flex.large", "memoryGiB"], value: memoryGiB },
    { path: ["instanceTypes", "m7i-flex.large", "pods"], value: 29 },
  ],
});

test("other stated sizes alone are judged again, though no resource changes", () => {
  const pair = edited("ml-inference-prod", ({ cluster }) => {
    cluster.resource.aws_eks_node_group.general_a.instance_types = ["m7i-flex.large"];
  });
  const review = reviewOf({ ...pair, before: pair.after }, { records: [withMemory(8), withMemory(16)] });
  expect(review.checks.found.map(({ check }) => check.id)).toContain("capacity-known");
});
