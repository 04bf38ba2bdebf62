import { type ChartValues } from "../../../../proof/facts/chart-values/types";

/**
 * Source: `values.yaml` of the chart in kedacore/charts at v2.20.2 (read 2026-11-28). Values for other clouds, for its own metrics, for
 * profiles and for objects of the user are omitted.
 */
export const VALUES = {
  version: "2.20.2",
  values: {
    global: {
      image: {
        registry: "text",
      },
      dnsConfig: "mapping",
    },
    image: {
      keda: {
        registry: "text",
        repository: "text",
        tag: "text",
      },
      metricsApiServer: {
        registry: "text",
        repository: "text",
        tag: "text",
      },
      webhooks: {
        registry: "text",
        repository: "text",
        tag: "text",
      },
      pullPolicy: "text",
    },
    clusterName: "text",
    clusterDomain: "text",
    crds: {
      install: "boolean",
      additionalAnnotations: "mapping",
    },
    watchNamespace: "text",
    imagePullSecrets: "list",
    networkPolicy: {
      enabled: "boolean",
      flavor: "text",
      cilium: {
        operator: {
          extraEgressRules: "list",
        },
      },
      kubernetes: {
        operator: {
          extraEgressRules: "list",
        },
        metricsServer: {
          extraEgressRules: "list",
        },
        webhooks: {
          extraEgressRules: "list",
        },
      },
    },
    operator: {
      name: "text",
      revisionHistoryLimit: "number",
      replicaCount: "number",
      disableCompression: "boolean",
      dnsConfig: "mapping",
      dnsPolicy: "text",
      useHostNetwork: "boolean",
      affinity: "mapping",
      extraContainers: "list",
      extraInitContainers: "list",
      livenessProbe: "mapping",
      readinessProbe: "mapping",
      nodeSelector: "mapping",
      tolerations: "list",
    },
    metricsServer: {
      enabled: "boolean",
      revisionHistoryLimit: "number",
      replicaCount: "number",
      disableCompression: "boolean",
      dnsPolicy: "text",
      dnsConfig: "mapping",
      useHostNetwork: "boolean",
      affinity: "mapping",
      livenessProbe: "mapping",
      readinessProbe: "mapping",
      nodeSelector: "mapping",
      tolerations: "list",
    },
    webhooks: {
      enabled: "boolean",
      port: "text",
      healthProbePort: "number",
      dnsConfig: "mapping",
      livenessProbe: "mapping",
      readinessProbe: "mapping",
      timeoutSeconds: "number",
      useHostNetwork: "boolean",
      name: "text",
      revisionHistoryLimit: "number",
      replicaCount: "number",
      affinity: "mapping",
      failurePolicy: "text",
      nodeSelector: "mapping",
      tolerations: "list",
    },
    upgradeStrategy: "mapping",
    podDisruptionBudget: "mapping",
    additionalLabels: "mapping",
    additionalAnnotations: "mapping",
    podAnnotations: "mapping",
    podLabels: "mapping",
    rbac: {
      create: "boolean",
      aggregateToDefaultRoles: "boolean",
      enabledCustomScaledRefKinds: "boolean",
      controlPlaneServiceAccountsNamespace: "text",
      scaledRefKinds: "list",
    },
    serviceAccount: {
      operator: {
        create: "boolean",
        name: "text",
        automountServiceAccountToken: "boolean",
        annotations: "mapping",
      },
      metricServer: {
        create: "boolean",
        name: "text",
        automountServiceAccountToken: "boolean",
        annotations: "mapping",
      },
      webhooks: {
        create: "boolean",
        name: "text",
        automountServiceAccountToken: "boolean",
        annotations: "mapping",
      },
    },
    podIdentity: {
      aws: {
        irsa: {
          enabled: "boolean",
          audience: "text",
          roleArn: "text",
          stsRegionalEndpoints: "text",
          tokenExpiration: "number",
        },
      },
    },
    logging: {
      operator: {
        level: "text",
        format: "text",
        timeEncoding: "text",
        stackTracesEnabled: "boolean",
      },
      metricServer: {
        level: "number",
        stderrthreshold: "text",
        zapLevel: "text",
        zapEncoder: "text",
        zapTimeEncoding: "text",
      },
      webhooks: {
        level: "text",
        format: "text",
        timeEncoding: "text",
      },
    },
    securityContext: {
      operator: "mapping",
      metricServer: "mapping",
      webhooks: "mapping",
    },
    podSecurityContext: {
      operator: "mapping",
      metricServer: "mapping",
      webhooks: "mapping",
    },
    service: {
      type: "text",
      portHttps: "number",
      portHttpsTarget: "number",
      annotations: "mapping",
      minTlsVersion: "text",
      tlsCipherList: "text",
    },
    resources: {
      operator: "mapping",
      metricServer: "mapping",
      webhooks: "mapping",
    },
    nodeSelector: "mapping",
    tolerations: "list",
    hostAliases: "list",
    topologySpreadConstraints: {
      operator: "list",
      metricsServer: "list",
      webhooks: "list",
    },
    affinity: "mapping",
    priorityClassName: "text",
    http: {
      timeout: "number",
      maxIdleConns: "number",
      maxIdleConnsPerHost: "number",
      idleConnTimeout: "text",
      keepAlive: "mapping",
      minTlsVersion: "text",
      tlsCipherList: "text",
    },
    extraArgs: "mapping",
    env: "list",
    volumes: "mapping",
    certificates: {
      autoGenerated: "boolean",
      secretName: "text",
      mountPath: "text",
      certManager: {
        enabled: "boolean",
        duration: "text",
        renewBefore: "text",
        generateCA: "boolean",
        caSecretName: "text",
        secretTemplate: "mapping",
        issuer: {
          generate: "boolean",
          name: "text",
          kind: "text",
          group: "text",
        },
      },
      operator: "text",
    },
    permissions: {
      metricServer: {
        restrict: {
          secret: "boolean",
        },
      },
      operator: {
        restrict: {
          secret: "boolean",
          namesAllowList: "list",
          serviceAccountTokenCreationRoles: "list",
          allowAllServiceAccountTokenCreation: "boolean",
        },
      },
    },
    enableServiceLinks: "boolean",
  },
} as const satisfies ChartValues;
