import { CHARTS, type ChartRow } from "../../catalog/charts";
import { helmReleasesOf } from "../../analysis/helm-releases";
import { type Check, at } from "../check";
import { clusterVersion, minorOf } from "./versions";

export const chartFitsVersion: Check = {
  id: "chart-fits-version",
  severity: "error",
  title: "every chart runs on the cluster's Kubernetes version",
  why: "a controller that uses an API which the cluster has not yet does not start",
  fix: "upgrade the cluster, or install an older row of the chart",
  source: "src/catalog/charts.ts, whose rows name their own sources",
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const minor = minorOf(cluster);
    return helmReleasesOf(plan).flatMap(({ resource, chart, local }) => {
      const row = local ? undefined : (CHARTS as Readonly<Record<string, ChartRow>>)[chart];
      const oldest = minorOf(row?.oldestKubernetes);
      if (oldest === undefined || minor === undefined || minor >= oldest) return [];
      return [
        {
          ...at(resource),
          message: `${chart} needs Kubernetes 1.${oldest}, and the cluster runs ${String(cluster)}`,
        },
      ];
    });
  },
};
