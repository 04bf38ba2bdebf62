import { type ChartValues } from "../../../../proof/facts/chart-values/types";

const image = { registry: "text", repository: "text", tag: "text", sha: "text" } as const;
const switched = { enabled: "boolean" } as const;
const scheduling = {
  affinity: "mapping",
  nodeSelector: "mapping",
  priorityClassName: "text",
  tolerations: "list",
  topologySpreadConstraints: "list",
} as const;
const spec = {
  ...scheduling,
  externalUrl: "text",
  image,
  logLevel: "text",
  paused: "boolean",
  replicas: "number",
  resources: "mapping",
  retention: "text",
  securityContext: "mapping",
} as const;
const claim = { volumeClaimTemplate: "mapping" } as const;

/**
 * Source: `values.yaml` of the chart in prometheus-community/helm-charts at kube-prometheus-stack-88.5.3, of its sub-charts
 * kube-state-metrics 8.4.0 and prometheus-node-exporter 4.56.1, and of grafana 12.11.1 in grafana-community/helm-charts;
 * Grafana documentation, "Configure Grafana" (read 2026-11-22). The chart documents some thousand values; these are the ones
 * that a release here uses, and their neighbors.
 */
export const VALUES = {
  version: "88.5.3",
  values: {
    alertmanager: {
      alertmanagerSpec: { ...spec, storage: claim },
      config: "mapping",
      enabled: "boolean",
      serviceAccount: { annotations: "mapping", create: "boolean", name: "text" },
    },
    crds: { enabled: "boolean", upgradeJob: switched },
    defaultRules: { create: "boolean", disabled: "mapping", rules: "mapping" },
    fullnameOverride: "text",
    global: { imageRegistry: "text", imagePullSecrets: "list" },
    grafana: {
      ...scheduling,
      admin: { existingSecret: "text", passwordKey: "text", userKey: "text" },
      containerSecurityContext: "mapping",
      enabled: "boolean",
      "grafana.ini": {
        analytics: {
          check_for_plugin_updates: "boolean",
          check_for_updates: "boolean",
          feedback_links_enabled: "boolean",
          reporting_enabled: "boolean",
        },
        "auth.anonymous": { enabled: "boolean", org_role: "text" },
        news: { news_feed_enabled: "boolean" },
        plugins: { plugin_admin_enabled: "boolean", preinstall_disabled: "boolean" },
        security: { disable_gravatar: "boolean" },
      },
      image: { ...image, pullPolicy: "text" },
      initChownData: { enabled: "boolean", image },
      persistence: { enabled: "boolean", size: "text", storageClassName: "text" },
      rbac: { create: "boolean", namespaced: "boolean" },
      replicas: "number",
      resources: "mapping",
      securityContext: "mapping",
      sidecar: {
        dashboards: { enabled: "boolean", resource: "text", searchNamespace: "text" },
        datasources: { enabled: "boolean", resource: "text" },
        image,
        resources: "mapping",
        securityContext: "mapping",
      },
      testFramework: { enabled: "boolean", image },
    },
    "kube-state-metrics": {
      ...scheduling,
      containerSecurityContext: "mapping",
      image,
      replicas: "number",
      resources: "mapping",
      securityContext: "mapping",
    },
    kubeApiServer: switched,
    kubeControllerManager: switched,
    kubeEtcd: switched,
    kubeProxy: switched,
    kubeScheduler: switched,
    kubeStateMetrics: switched,
    kubelet: switched,
    nameOverride: "text",
    namespaceOverride: "text",
    nodeExporter: switched,
    prometheus: {
      enabled: "boolean",
      prometheusSpec: {
        ...spec,
        evaluationInterval: "text",
        externalLabels: "mapping",
        podMonitorSelectorNilUsesHelmValues: "boolean",
        probeSelectorNilUsesHelmValues: "boolean",
        retentionSize: "text",
        ruleNamespaceSelector: "mapping",
        ruleSelector: "mapping",
        ruleSelectorNilUsesHelmValues: "boolean",
        scrapeConfigSelectorNilUsesHelmValues: "boolean",
        scrapeInterval: "text",
        serviceMonitorNamespaceSelector: "mapping",
        serviceMonitorSelector: "mapping",
        serviceMonitorSelectorNilUsesHelmValues: "boolean",
        storageSpec: claim,
      },
      serviceAccount: { annotations: "mapping", create: "boolean", name: "text" },
    },
    "prometheus-node-exporter": {
      ...scheduling,
      containerSecurityContext: "mapping",
      hostNetwork: "boolean",
      image: { ...image, digest: "text", distroless: "boolean", pullPolicy: "text" },
      resources: "mapping",
      securityContext: "mapping",
    },
    prometheusOperator: {
      ...scheduling,
      enabled: "boolean",
      admissionWebhooks: {
        enabled: "boolean",
        failurePolicy: "text",
        patch: {
          ...scheduling,
          image,
          resources: "mapping",
          securityContext: "mapping",
        },
      },
      containerSecurityContext: "mapping",
      image,
      prometheusConfigReloader: { image, resources: "mapping" },
      resources: "mapping",
      securityContext: "mapping",
      terminationGracePeriodSeconds: "number",
    },
  },
} as const satisfies ChartValues;
