import { IMAGE, type ChartValues } from "../../../../proof/facts/chart-values/types";

/**
 * Source: `values.yaml` of the chart in NVIDIA/k8s-device-plugin at v0.19.3 (read 2026-11-20). `nfd` is omitted, a
 * subchart that is installed only with `gfd`.
 */
export const VALUES = {
  version: "0.19.3",
  values: {
    affinity: "mapping",
    allowDefaultNamespace: "boolean",
    cdi: { nvidiaHookPath: "text", featureFlags: "text" },
    compatWithCPUManager: "boolean",
    config: { name: "text", map: "mapping", default: "text", fallbackStrategies: "list" },
    deviceDiscoveryStrategy: "text",
    deviceIDStrategy: "text",
    deviceListStrategy: "text",
    devicePlugin: { enabled: "boolean" },
    failOnInitError: "boolean",
    fullnameOverride: "text",
    gdrcopyEnabled: "boolean",
    gdsEnabled: "boolean",
    gfd: {
      enabled: "boolean",
      nameOverride: "text",
      namespaceOverride: "text",
      noTimestamp: "boolean",
      securityContext: "mapping",
      sleepInterval: "text",
    },
    image: IMAGE,
    imagePullSecrets: "list",
    migStrategy: "text",
    mofedEnabled: "boolean",
    mps: { root: "text", enableHostPID: "boolean" },
    nameOverride: "text",
    namespaceOverride: "text",
    nodeSelector: "mapping",
    nvidiaDriverRoot: "text",
    podAnnotations: "mapping",
    podSecurityContext: "mapping",
    priorityClassName: "text",
    resources: "mapping",
    runtimeClassName: "text",
    securityContext: "mapping",
    selectorLabelsOverride: "mapping",
    tolerations: "list",
    updateStrategy: "mapping",
  },
} as const satisfies ChartValues;
