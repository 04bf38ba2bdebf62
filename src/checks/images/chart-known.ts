import { CHARTS } from "../../catalog/charts";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { type Check, at } from "../check";

export const chartKnown: Check = {
  id: "chart-known",
  severity: "warning",
  title: "every chart has a row in the catalog, which names its images",
  why: "images that a chart pulls by its own defaults are not seen by any check",
  fix: "add a row to src/catalog/charts.ts, with the version and every image",
  source: "src/catalog/charts.ts",
  run: (plan) =>
    helmReleasesOf(plan)
      .filter(({ chart, local }) => !local && !(chart in CHARTS))
      .map(({ resource, chart }) => ({
        ...at(resource),
        message: `chart ${chart} is not in the catalog, so that its images were not looked at`,
      })),
};
