import { chartFitsVersion } from "../../../src/checks/lifecycle/chart-fits-version";
import { foundBy } from "../../support/findings";
import { environmentPlan } from "../../support/altered";
import { clusterAutoscalerPlan, withValues } from "../../support/cluster-autoscaler";
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

test("accepts a Cluster Autoscaler of the cluster's version", () => {
  for (const version of ["1.36.0", "1.36.1"]) {
    expect(foundBy(chartFitsVersion, environmentPlan(clusterAutoscalerPlan({ version })))).toEqual([]);
  }
});

test.each(["v1.35.2", "v1.37.0", "v2.36.1", "main"])("reports the Cluster Autoscaler %s on 1.36", (tag) => {
  expect(
    foundBy(
      chartFitsVersion,
      withValues((values) => (values["image"].tag = tag)),
    ),
  ).toEqual([
    expect.stringContaining(`value image has tag ${tag}, expected a release 1.36.x, the cluster's version`),
  ]);
});

test("reports a Cluster Autoscaler with the tag of the chart's default", () => {
  expect(
    foundBy(
      chartFitsVersion,
      withValues((values) => delete values["image"]),
    ),
  ).toEqual([expect.stringContaining("the chart's default has tag v1.35.0, expected a release 1.36.x")]);
});
