import { helmReleasesOf } from "../../analysis/helm-releases";
import { CHART_FACTS } from "../../knowledge/charts";
import { type Check, at } from "../check";
import { clusterVersion, minorOf } from "./versions";

export const chartFitsVersion: Check = {
  id: "chart-fits-version",
  severity: "error",
  title: "every chart supports the cluster's Kubernetes version",
  why: "a controller does not start if the cluster lacks an API that it uses",
  fix: "upgrade the cluster, or install an older chart version",
  source: "src/knowledge/charts, with a source for each chart",
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const minor = minorOf(cluster);
    return helmReleasesOf(plan).flatMap(({ resource, chart, local }) => {
      const facts = local ? undefined : CHART_FACTS[chart];
      const oldest = minorOf(facts?.oldestKubernetes.version);
      if (oldest === undefined || minor === undefined || minor >= oldest) return [];
      return [
        {
          ...at(resource),
          message: `${chart} requires Kubernetes 1.${oldest} or newer, but the cluster runs ${String(cluster)}`,
        },
      ];
    });
  },
};
