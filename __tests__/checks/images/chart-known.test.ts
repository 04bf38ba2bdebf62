import { chartKnown } from "../../../src/checks/images/chart-known";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { gpuPlan } from "./plans";

test("chart-known warns about a chart whose images and pods are unknown", () => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    platform.resource.helm_release.other = {
      chart: "grafana",
      version: "9.0.0",
      repository: "https://grafana.github.io/helm-charts",
    };
  });
  expect(foundBy(chartKnown, plan)).toEqual([expect.stringContaining("chart grafana is unknown")]);
});

test("chart-known accepts the charts of the catalog", () => {
  expect(foundBy(chartKnown, environmentPlan(gpuPlan()))).toEqual([]);
});
