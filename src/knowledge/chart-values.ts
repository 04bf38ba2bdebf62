import { ARGO_CD } from "./chart-values/argo-cd";
import { AWS_LOAD_BALANCER_CONTROLLER } from "./chart-values/aws-load-balancer-controller";
import { CLUSTER_AUTOSCALER } from "./chart-values/cluster-autoscaler";
import { DCGM_EXPORTER } from "./chart-values/dcgm-exporter";
import { KSERVE_CRD, KSERVE_RESOURCES } from "./chart-values/kserve-resources";
import { KUBE_PROMETHEUS_STACK } from "./chart-values/kube-prometheus-stack";
import { NVIDIA_DEVICE_PLUGIN } from "./chart-values/nvidia-device-plugin";
import { SECRETS_STORE_CSI_DRIVER } from "./chart-values/secrets-store-csi-driver";
import { SECRETS_STORE_CSI_DRIVER_PROVIDER_AWS } from "./chart-values/secrets-store-csi-driver-provider-aws";
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
