import { nodeVersion } from "../../../src/checks/lifecycle/node-version";
import { foundBy } from "../../support/findings";
import { nodeGroup } from "./edits";

const ofVersion = (version: string | undefined) => nodeGroup((group) => (group.version = version));

test.each([
  ["1.37", "its nodes run 1.37, but the cluster runs 1.36"],
  ["1.32", "more than 3 minor versions older"],
  ["latest", "its version is latest"],
  [undefined, "leaves its nodes behind"],
])("reports nodes of version %p: %s", (version, message) => {
  expect(foundBy(nodeVersion, ofVersion(version))).toEqual([expect.stringContaining(message)]);
});

test("accepts nodes that are three minor versions older", () => {
  expect(foundBy(nodeVersion, ofVersion("1.33"))).toEqual([]);
});

test("accepts nodes that reference the version of the cluster", () => {
  expect(foundBy(nodeVersion, ofVersion("${aws_eks_cluster.main.version}"))).toEqual([]);
});
