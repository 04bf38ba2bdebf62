import { component } from "../../platform/contract";

export const metricsServer = component({
  id: "metrics-server",
  title: "metrics-server",
  order: 70,
  kinds: { "metrics.k8s.io": ["nodes", "pods"] },
  scope: "PodAddons",
  addons: [{ name: "metrics-server", when: "after-nodes", versions: {} }],
  needs: () => ({ fromControlPlane: [{ port: 10251, why: "aggregated metrics API" }] }),
});
