import { CHART_IMAGES, CLUSTER_PROVIDERS, type CauseTable, layerTable, stateOf } from "./table";

export const PLATFORM_CAUSES: CauseTable = {
  ...layerTable("cluster"),
  ...CLUSTER_PROVIDERS,
  cluster: stateOf({ "cluster.fargate": "lifecycle" }),
  network: stateOf(),
  "charts/*": { part: "charts.*", by: {} },
  "charts/*/Release": {
    part: "charts.*",
    by: {
      "charts.*": "exists",
      "charts.*.repository": "repository",
      "charts.*.version": "version",
      "charts.*.values": "values",
      "charts.*.images": "values",
      "charts.*.namespace": "namespace depends_on",
      "charts.*.role": "depends_on",
      ...CHART_IMAGES,
    },
    shapedBy: { cachedRegistries: "values" },
  },
  "charts/*/Namespace": {
    part: "charts.*",
    by: {
      "charts.*": "exists",
      "charts.*.namespace": "*",
      "charts.*.podSecurity": "metadata.labels",
      "charts.*.reason": "metadata.annotations",
    },
  },
  "charts/*/Role": {
    part: "charts.*.role",
    by: {
      "charts.*.role": "exists",
      "charts.*.role.serviceAccount": "assume_role_policy",
      "charts.*.role.permissions": "policy",
      "charts.*.namespace": "assume_role_policy",
      namePrefix: "name",
    },
  },
  "charts/*/Account": {
    part: "charts.*.role",
    by: {
      "charts.*.role": "exists",
      "charts.*.role.serviceAccount": "metadata",
      "charts.*.namespace": "metadata depends_on",
    },
  },
};
