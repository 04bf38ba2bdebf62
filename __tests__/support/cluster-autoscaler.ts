import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered } from "./altered";
import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** An environment with the Cluster Autoscaler, and a group of GPU nodes that can be empty. */
export const clusterAutoscalerPlan = (settings: object = {}, over: object = {}): Plan =>
  planWith("ml-inference-prod", {
    components: { "cluster-autoscaler": settings },
    cluster: {
      nodeGroups: {
        general: { maxPerZone: 6 },
        gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 0, maxPerZone: 2 },
      },
    },
    models: [
      { name: "api", image: { tag: "1.0.0" } },
      { name: "chat", image: { tag: "1.0.0" }, nodeGroup: "gpu", gpus: 1, replicas: { min: 2, max: 3 } },
    ],
    ...over,
  });

/** The same with other values of the release. */
export const withValues = (edit: (values: Editable) => void, settings: object = {}): EnvironmentPlan =>
  altered(clusterAutoscalerPlan(settings), ({ platform }) => {
    const release = platform.resource.helm_release.cluster_autoscaler as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    edit(values);
    release["values"] = [JSON.stringify(values)];
  });
