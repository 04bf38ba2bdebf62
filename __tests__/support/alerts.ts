import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** An environment without internet access that sends alerts, with a model that has metrics. */
export const alertsPlan = (settings: object = {}, over: object = {}): Plan =>
  planWith("ml-inference-prod", {
    components: {
      "ebs-csi": {},
      prometheus: {},
      "cluster-autoscaler": {},
      alerts: { email: "oncall@example.com", ...settings },
    },
    network: { egress: "none" },
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.xlarge"] } } },
    models: [{ name: "api", image: { tag: "1.0.0" }, metricsPath: "/metrics" }],
    ...over,
  });

/** The same with a group of GPU nodes, whose metrics Prometheus reads. */
export const alertsPlanWithGpus = (): Plan =>
  alertsPlan(
    {},
    {
      components: {
        "ebs-csi": {},
        prometheus: {},
        "cluster-autoscaler": {},
        "gpu-metrics": {},
        alerts: { email: "oncall@example.com" },
      },
      cluster: {
        nodeGroups: { general: { instanceTypes: ["m7i.xlarge"] }, gpu: { instanceTypes: ["g5.xlarge"] } },
      },
      models: [{ name: "api", image: { tag: "1.0.0" }, metricsPath: "/metrics", nodeGroup: "general" }],
    },
  );
