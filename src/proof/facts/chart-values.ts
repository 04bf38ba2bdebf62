import { ARGO_CD } from "../../platform/parts/argo-cd/facts/argo-cd-values";
import { AWS_LOAD_BALANCER_CONTROLLER } from "../../platform/parts/load-balancer-controller/facts/aws-load-balancer-controller-values";
import { CLUSTER_AUTOSCALER } from "../../platform/parts/cluster-autoscaler/facts/cluster-autoscaler-values";
import { DCGM_EXPORTER } from "../../platform/parts/gpu-metrics/facts/dcgm-exporter-values";
import { KSERVE_CRD, KSERVE_RESOURCES } from "../../platform/parts/kserve/facts/kserve-resources-values";
import { KUBE_PROMETHEUS_STACK } from "../../platform/parts/prometheus/facts/kube-prometheus-stack-values";
import { NVIDIA_DEVICE_PLUGIN } from "../../platform/parts/gpu-device-plugin/facts/nvidia-device-plugin-values";
import { SECRETS_STORE_CSI_DRIVER } from "../../platform/parts/model-secrets/facts/secrets-store-csi-driver-values";
import { SECRETS_STORE_CSI_DRIVER_PROVIDER_AWS } from "../../platform/parts/model-secrets/facts/secrets-store-csi-driver-provider-aws-values";
import { type ChartValues } from "./chart-values/types";

/**
 * Helm ignores a value that a chart does not know, and the effect of a value of the wrong type is undefined. The type
 * of a value without a default is the type that its comment and the templates require.
 */
export const CHART_VALUES = {
  "aws-load-balancer-controller": AWS_LOAD_BALANCER_CONTROLLER,
  "secrets-store-csi-driver": SECRETS_STORE_CSI_DRIVER,
  "secrets-store-csi-driver-provider-aws": SECRETS_STORE_CSI_DRIVER_PROVIDER_AWS,
  "nvidia-device-plugin": NVIDIA_DEVICE_PLUGIN,
  "cluster-autoscaler": CLUSTER_AUTOSCALER,
  "kube-prometheus-stack": KUBE_PROMETHEUS_STACK,
  "dcgm-exporter": DCGM_EXPORTER,
  "kserve-crd": KSERVE_CRD,
  "kserve-resources": KSERVE_RESOURCES,
  "argo-cd": ARGO_CD,
} as const satisfies Record<string, ChartValues>;
