import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered } from "./altered";
import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** An environment with the metrics stack and GPU metrics, and a model with GPUs that it scrapes. */
export const gpuMetricsPlan = (over: object = {}): Plan =>
  planWith("ml-inference-prod", {
    components: { "ebs-csi": {}, prometheus: {}, "gpu-metrics": {} },
    cluster: {
      nodeGroups: {
        general: { instanceTypes: ["m7i.xlarge"] },
        gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 4 },
      },
    },
    models: [
      {
        name: "vision",
        image: { tag: "1.0.0" },
        nodeGroup: "gpu",
        gpus: 1,
        replicas: { min: 2, max: 3 },
        metricsPath: "/metrics",
      },
    ],
    ...over,
  });

/** The same with other values of the release of the exporter. */
export const withExporterValues = (edit: (values: Editable) => void): EnvironmentPlan =>
  altered(gpuMetricsPlan(), ({ platform }) => {
    const release = platform.resource.helm_release.gpu_metrics as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    edit(values);
    release["values"] = [JSON.stringify(values)];
  });
