import { kubernetesVersion } from "../../../src/checks/lifecycle/kubernetes-version";
import { foundBy } from "../../support/findings";
import { ofVersion } from "./edits";

test.each([
  ["1.28", "support of Kubernetes 1.28 has ended"],
  ["1.38", "not in the catalog"],
  ["new", "not in the catalog"],
  [undefined, "sets no Kubernetes version"],
])("reports version %p: %s", (version, message) => {
  expect(foundBy(kubernetesVersion, ofVersion(version))).toEqual([expect.stringContaining(message)]);
});

test("accepts a version on the last day of extended support", () => {
  expect(foundBy(kubernetesVersion, ofVersion("1.31"), { today: "2026-11-26" })).toEqual([]);
});

test("reports a version on the day after extended support", () => {
  expect(foundBy(kubernetesVersion, ofVersion("1.31"), { today: "2026-11-27" })).toEqual([
    expect.stringContaining("support of Kubernetes 1.31 ended on 2026-11-26"),
  ]);
});
