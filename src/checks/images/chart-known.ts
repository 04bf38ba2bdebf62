import { helmReleasesOf } from "../../analysis/helm-releases";
import { CHART_FACTS } from "../../knowledge/charts";
import { type Check, at } from "../check";

export const chartKnown: Check = {
  id: "chart-known",
  severity: "warning",
  title: "the images and pods of every chart are known",
  why: "no check sees the images that a chart pulls by default",
  fix: "add a row to src/catalog/charts.ts, and the facts of the chart to src/knowledge/charts",
  source: "src/knowledge/charts",
  run: (plan) =>
    helmReleasesOf(plan)
      .filter(({ chart, local }) => !local && !(chart in CHART_FACTS))
      .map(({ resource, chart }) => ({
        ...at(resource),
        message: `chart ${chart} is unknown, so its images were not checked`,
      })),
};
