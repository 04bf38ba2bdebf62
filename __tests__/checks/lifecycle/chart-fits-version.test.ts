import { chartFitsVersion } from "../../../src/checks/lifecycle/chart-fits-version";
import { foundBy } from "../../support/findings";
import { ofVersion } from "./edits";

test("reports a chart that requires a newer Kubernetes version", () => {
  expect(foundBy(chartFitsVersion, ofVersion("1.21"))).toEqual([
    expect.stringContaining(
      "aws-load-balancer-controller requires Kubernetes 1.22 or newer, but the cluster runs 1.21",
    ),
  ]);
});

test("accepts the oldest Kubernetes version that a chart supports", () => {
  expect(foundBy(chartFitsVersion, ofVersion("1.22"))).toEqual([]);
});
