import { CLUSTER_PROVIDERS, type CauseTable, layerTable, stateOf } from "./table";

export const PLATFORM_CAUSES: CauseTable = {
  ...layerTable("cluster"),
  ...CLUSTER_PROVIDERS,
  cluster: stateOf({ "cluster.fargate": "lifecycle" }),
  network: stateOf(),
};
