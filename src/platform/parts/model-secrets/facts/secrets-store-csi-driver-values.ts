import { IMAGE, type ChartValues } from "../../../../proof/facts/chart-values/types";

const driverImage = { ...IMAGE, digest: "text" } as const;

/**
 * Source: `values.yaml` and templates of the chart in kubernetes-sigs/secrets-store-csi-driver at v1.6.0 (read
 * 2026-11-20). `windows` is omitted: there are no Windows nodes here.
 */
export const VALUES = {
  version: "1.6.0",
  values: {
    automountServiceAccountToken: "boolean",
    commonLabels: "mapping",
    enableSecretRotation: "boolean",
    fullnameOverride: "text",
    imagePullSecrets: "list",
    linux: {
      additionalProvidersDirs: "list",
      affinity: "mapping",
      crds: {
        enabled: "boolean",
        image: IMAGE,
        annotations: "mapping",
        podLabels: "mapping",
        resources: "mapping",
      },
      daemonsetAnnotations: "mapping",
      driver: { resources: "mapping" },
      enabled: "boolean",
      env: "list",
      image: driverImage,
      kubeletRootDir: "text",
      livenessProbe: { resources: "mapping" },
      livenessProbeImage: driverImage,
      metricsAddr: "text",
      nodeSelector: "mapping",
      podAnnotations: "mapping",
      podLabels: "mapping",
      priorityClassName: "text",
      providersDir: "text",
      registrar: { resources: "mapping", logVerbosity: "number" },
      registrarImage: driverImage,
      tolerations: "list",
      updateStrategy: "mapping",
      volumeMounts: "list",
      volumes: "list",
    },
    livenessProbe: { port: "number", logLevel: "number" },
    logFormatJSON: "boolean",
    logVerbosity: "number",
    maxCallRecvMsgSize: "number",
    nameOverride: "text",
    providerHealthCheck: "boolean",
    providerHealthCheckInterval: "text",
    rbac: { install: "boolean", pspEnabled: "boolean" },
    rotationPollInterval: "text",
    syncSecret: { enabled: "boolean" },
    tokenRequests: "list",
  },
} as const satisfies ChartValues;
