import { component } from "../contract";

export const metricsServer = component({
  id: "metrics-server",
  title: "metrics-server",
  order: 70,
  scope: "PodAddons",
  addons: [{ name: "metrics-server", when: "after-nodes", versions: {} }],
  needs: () => ({ fromControlPlane: [{ port: 10251, why: "aggregated metrics API" }] }),
});
