import { type ChartValues } from "../../../../proof/facts/chart-values/types";

const image = { imagePullPolicy: "text", repository: "text", tag: "text" } as const;
const program = {
  affinity: "mapping",
  containerSecurityContext: "mapping",
  extraArgs: "list",
  nodeSelector: "mapping",
  priorityClassName: "text",
  replicas: "number",
  resources: "mapping",
  serviceAccount: { annotations: "mapping", create: "boolean", name: "text" },
  terminationGracePeriodSeconds: "number",
  tolerations: "list",
  topologySpreadConstraints: "list",
} as const;
const tokenSwitch = { automountServiceAccountToken: "boolean" } as const;
const switched = { enabled: "boolean" } as const;

/**
 * Source: `values.yaml` of the chart in argoproj/argo-helm at argo-cd-10.1.1 (read 2026-11-22). The chart documents some thousand
 * values; these are the ones that a release here uses, and their neighbors.
 */
export const VALUES = {
  version: "10.1.1",
  values: {
    applicationSet: { ...program, ...tokenSwitch },
    configs: {
      clusterCredentials: "mapping",
      cm: {
        "admin.enabled": "boolean",
        "exec.enabled": "boolean",
        "resource.respectRBAC": "text",
        "timeout.reconciliation": "text",
        url: "text",
        "users.anonymous.enabled": "boolean",
      },
      params: "mapping",
      rbac: "mapping",
      repositories: "mapping",
      secret: { createSecret: "boolean" },
      ssh: { extraHosts: "text" },
      tls: { certificates: "mapping", create: "boolean" },
    },
    controller: { ...program, ...tokenSwitch },
    crds: { install: "boolean", keep: "boolean" },
    createAggregateRoles: "boolean",
    createClusterRoles: "boolean",
    dex: { ...switched, image },
    fullnameOverride: "text",
    global: {
      domain: "text",
      hostAliases: "list",
      image,
      imagePullSecrets: "list",
      networkPolicy: { create: "boolean", defaultDenyIngress: "boolean" },
      securityContext: "mapping",
    },
    nameOverride: "text",
    namespaceOverride: "text",
    notifications: switched,
    redis: {
      ...program,
      ...tokenSwitch,
      enabled: "boolean",
      image: { ...image },
      securityContext: "mapping",
    },
    redisSecretInit: {
      affinity: "mapping",
      containerSecurityContext: "mapping",
      enabled: "boolean",
      image,
      nodeSelector: "mapping",
      priorityClassName: "text",
      resources: "mapping",
      securityContext: "mapping",
      tolerations: "list",
    },
    repoServer: { ...program, ...tokenSwitch, copyutil: { resources: "mapping" } },
    server: { ...program, ...tokenSwitch },
  },
} as const satisfies ChartValues;
