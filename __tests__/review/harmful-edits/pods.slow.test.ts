import { type Layers } from "../pairs";
import { UNKNOWN, expectAttention } from "./harmful-edits";

const podOf = (args: readonly string[]): object => ({
  restart_policy: "Never",
  container: [{ name: "training", image: "training:1.0.0", args }],
});

const METADATA = { name: "training", namespace: "models" };

const job = (args: readonly string[]): object => ({
  metadata: [METADATA],
  spec: [{ template: [{ spec: [podOf(args)] }] }],
});

const cronJob = (args: readonly string[]): object => ({
  metadata: [METADATA],
  spec: [{ schedule: "0 3 * * *", job_template: [{ spec: [{ template: [{ spec: [podOf(args)] }] }] }] }],
});

function otherBudget({ resource }: Layers["models"]) {
  const copy = structuredClone(resource.kubernetes_pod_disruption_budget_v1.retail_forecast_api);
  const [metadata] = [copy.metadata].flat();
  metadata.name = "other";
  return copy;
}

const autoscaler = (least: number): object => ({
  metadata: { name: "retail-forecast-api", namespace: "models" },
  spec: {
    min_replicas: least,
    max_replicas: 10,
    scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "retail-forecast-api" },
    metric: [
      {
        type: "Resource",
        resource: [{ name: "cpu", target: [{ type: "Utilization", average_utilization: 70 }] }],
      },
    ],
  },
});

function podSpecOf({ resource }: Layers["models"]) {
  const [spec] = [resource.kubernetes_deployment_v1.retail_forecast_api.spec].flat();
  const [template] = [spec.template].flat();
  const [pod] = [template.spec].flat();
  return pod;
}

function probeOf(models: Layers["models"]) {
  const [container] = [podSpecOf(models).container].flat();
  const [probe] = [container.liveness_probe].flat();
  return probe;
}

describe("edits of pods that do harm need attention", () => {
  expectAttention([
    {
      what: "a quota without pods in a namespace that has some",
      address: "kubernetes_resource_quota_v1.other",
      edit: ({ models }) => {
        const [metadata] = [models.resource.kubernetes_resource_quota_v1.models.metadata].flat();
        models.resource.kubernetes_resource_quota_v1.other = {
          metadata: [{ ...metadata, name: "other" }],
          spec: [{ hard: { pods: "0" } }],
        };
      },
    },
    {
      what: "a cron job that ends",
      address: "kubernetes_cron_job_v1.training",
      from: ({ models }) => {
        models.resource.kubernetes_cron_job_v1 = { training: cronJob(["train"]) };
      },
      edit: ({ models }) => {
        Reflect.deleteProperty(models.resource, "kubernetes_cron_job_v1");
      },
    },
    {
      what: "a job that runs again with other arguments",
      address: "kubernetes_job_v1.training",
      from: ({ models }) => {
        models.resource.kubernetes_job_v1 = { training: job(["train"]) };
      },
      edit: ({ models }) => {
        models.resource.kubernetes_job_v1 = { training: job(["delete"]) };
      },
    },
    {
      what: "a disruption budget of another name that goes",
      address: "kubernetes_pod_disruption_budget_v1.other",
      from: ({ models }) => {
        models.resource.kubernetes_pod_disruption_budget_v1 = { other: otherBudget(models) };
      },
      edit: ({ models }) => {
        Reflect.deleteProperty(models.resource, "kubernetes_pod_disruption_budget_v1");
      },
    },
    {
      what: "a disruption budget that selects other pods",
      address: "kubernetes_pod_disruption_budget_v1.retail_forecast_api",
      edit: ({ models }) => {
        const [spec] = [models.resource.kubernetes_pod_disruption_budget_v1.retail_forecast_api.spec].flat();
        spec.selector = [{ match_labels: { app: "none" } }];
      },
    },
    {
      what: "a strategy without more pods than before",
      address: "kubernetes_deployment_v1.retail_forecast_api",
      edit: ({ models }) => {
        const [spec] = [models.resource.kubernetes_deployment_v1.retail_forecast_api.spec].flat();
        const [strategy] = [spec.strategy].flat();
        const [rolling] = [strategy.rolling_update].flat();
        rolling.max_surge = "0";
      },
    },
    {
      what: "another port of a probe, with more time",
      address: "kubernetes_deployment_v1.retail_forecast_api",
      edit: ({ models }) => {
        const probe = probeOf(models);
        probe.failure_threshold = 30;
        const [get] = [probe.http_get].flat();
        get.port = "9";
      },
    },
    {
      what: "a disruption budget in pods in place of a share",
      address: "kubernetes_pod_disruption_budget_v1.retail_forecast_api",
      edit: ({ models }) => {
        const [spec] = [models.resource.kubernetes_pod_disruption_budget_v1.retail_forecast_api.spec].flat();
        spec.max_unavailable = "2";
      },
    },
    {
      what: "a smaller volume, beyond which pods are evicted",
      address: "kubernetes_deployment_v1.retail_forecast_api",
      edit: ({ models }) => {
        const [volume] = podSpecOf(models).volume;
        const [directory] = [volume.empty_dir].flat();
        directory.size_limit = "1Mi";
      },
    },
    {
      what: "a new autoscaler with fewer pods than before",
      address: "kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api",
      from: ({ models }) => {
        Reflect.deleteProperty(models.resource, "kubernetes_horizontal_pod_autoscaler_v2");
        const [spec] = [models.resource.kubernetes_deployment_v1.retail_forecast_api.spec].flat();
        spec.replicas = 3;
      },
      edit: ({ models }) => {
        models.resource.kubernetes_horizontal_pod_autoscaler_v2 = {
          retail_forecast_api: autoscaler(1),
        };
      },
    },
    {
      what: "an autoscaler with a most that only the apply knows",
      address: "kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api",
      edit: ({ models }) => {
        const [spec] = [
          models.resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec,
        ].flat();
        spec.max_replicas = UNKNOWN;
      },
    },
    {
      what: "an autoscaler that reads another metric",
      address: "kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api",
      edit: ({ models }) => {
        const [spec] = [
          models.resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec,
        ].flat();
        const [metric] = [spec.metric].flat();
        const [resource] = [metric.resource].flat();
        resource.name = "none";
      },
    },
  ]);
});
