import { CHARTS } from "../../catalog/charts";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { type Check, at } from "../check";

export const chartKnown: Check = {
  id: "chart-known",
  severity: "warning",
  title: "every chart has a row in the catalog, with its images",
  why: "no check sees the images that a chart pulls by default",
  fix: "add a row to src/catalog/charts.ts, with the version and every image",
  source: "src/catalog/charts.ts",
  run: (plan) =>
    helmReleasesOf(plan)
      .filter(({ chart, local }) => !local && !(chart in CHARTS))
      .map(({ resource, chart }) => ({
        ...at(resource),
        message: `chart ${chart} is not in the catalog, so its images were not checked`,
      })),
};
