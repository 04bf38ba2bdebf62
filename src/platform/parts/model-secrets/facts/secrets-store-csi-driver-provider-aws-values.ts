import { IMAGE, type ChartValues } from "../../../../proof/facts/chart-values/types";

/**
 * Source: `values.yaml` and templates of the chart in aws/secrets-store-csi-driver-provider-aws at 3.1.1 (read
 * 2026-11-20).
 */
export const VALUES = {
  version: "3.1.1",
  values: {
    affinity: "mapping",
    awsRegion: "text",
    commonLabels: "mapping",
    dnsConfig: "mapping",
    driverWritesSecrets: "boolean",
    fullnameOverride: "text",
    image: IMAGE,
    imagePullSecrets: "list",
    k8sThrottlingParams: { qps: "number", burst: "number" },
    kubeletPath: "text",
    nameOverride: "text",
    nodeSelector: "mapping",
    podAnnotations: "mapping",
    podIdentityHttpTimeout: "text",
    podLabels: "mapping",
    port: "number",
    priorityClassName: "text",
    providerVolume: "text",
    rbac: { install: "boolean" },
    resources: "mapping",
    // The driver's chart, an optional subchart.
    "secrets-store-csi-driver": {
      fullnameOverride: "text",
      install: "boolean",
      linux: "mapping",
      tokenRequests: "list",
    },
    securityContext: "mapping",
    tolerations: "list",
    updateStrategy: "mapping",
    useFipsEndpoint: "boolean",
  },
} as const satisfies ChartValues;
