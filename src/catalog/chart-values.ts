import { type ChartName } from "./charts";

/**
 * Type of a chart value. `text`, `number`, `boolean`, `list` and `mapping` are YAML types. Content of a `list` or a
 * `mapping` is defined by Kubernetes or the user, and a chart prints it unchanged.
 */
export type ValueType = "text" | "number" | "boolean" | "list" | "mapping" | ValueTypes;
export type ValueTypes = { readonly [key: string]: ValueType };

/** Values that a version of a chart documents. */
export interface ChartValues {
  readonly version: string;
  readonly values: ValueTypes;
}

const image = { repository: "text", tag: "text", pullPolicy: "text" } as const;
const driverImage = { ...image, digest: "text" } as const;
const selector = { matchExpressions: "list", matchLabels: "mapping" } as const;

/**
 * Helm ignores a value that a chart does not know, and the effect of a value of the wrong type is undefined. The type
 * of a value without a default is the type that its comment and the templates require.
 */
export const CHART_VALUES = {
  /**
   * Source: the chart's `values.yaml` in kubernetes-sigs/aws-load-balancer-controller at v3.5.0, for all values that
   * this program sets, `webhookConfig` and `podMutatorWebhookConfig`. For other values: those in both the chart of 2.7
   * and a public listing of all values of 3.6.0 (read 2026-11-20). Values that are only in that listing are omitted,
   * because they may be newer than 3.5.0: `certManager`, `certManagement`, `maxTargetsPerTargetGroup`, `vpcTags`,
   * `lbStabilizationMonitorInterval`, `targetgroupbindingRequeueDuration` and the settings of Gateway API and Global
   * Accelerator.
   */
  "aws-load-balancer-controller": {
    version: "3.5.0",
    values: {
      additionalLabels: "mapping",
      affinity: "mapping",
      autoscaling: {
        enabled: "boolean",
        minReplicas: "number",
        maxReplicas: "number",
        targetCPUUtilizationPercentage: "number",
      },
      awsApiEndpoints: "text",
      awsApiThrottle: "list",
      awsMaxRetries: "number",
      backendSecurityGroup: "text",
      certDiscovery: { allowedCertificateAuthorityARNs: "text" },
      cluster: { dnsDomain: "text" },
      clusterName: "text",
      clusterSecretsPermissions: { allowAllSecrets: "boolean" },
      configureDefaultAffinity: "boolean",
      controllerConfig: { featureGates: "mapping" },
      createIngressClassResource: "boolean",
      defaultLoadBalancerScheme: "text",
      defaultSSLPolicy: "text",
      defaultTags: "mapping",
      defaultTargetType: "text",
      deploymentAnnotations: "mapping",
      disableIngressClassAnnotation: "boolean",
      disableIngressGroupNameAnnotation: "boolean",
      disableRestrictedSecurityGroupRules: "boolean",
      dnsPolicy: "text",
      enableBackendSecurityGroup: "boolean",
      enableCertManager: "boolean",
      enableEndpointSlices: "boolean",
      enableManageBackendSecurityGroupRules: "boolean",
      enablePodReadinessGateInject: "boolean",
      enableServiceMutatorWebhook: "boolean",
      enableShield: "boolean",
      enableWaf: "boolean",
      enableWafv2: "boolean",
      env: "mapping",
      externalManagedTags: "list",
      extraVolumeMounts: "list",
      extraVolumes: "list",
      fullnameOverride: "text",
      hostNetwork: "boolean",
      image,
      imagePullSecrets: "list",
      ingressClass: "text",
      ingressClassConfig: { default: "boolean" },
      ingressClassParams: { create: "boolean", name: "text", spec: "mapping" },
      ingressMaxConcurrentReconciles: "number",
      keepTLSSecret: "boolean",
      livenessProbe: "mapping",
      loadBalancerClass: "text",
      logLevel: "text",
      metricsBindAddr: "text",
      nameOverride: "text",
      nodeSelector: "mapping",
      objectSelector: selector,
      podAnnotations: "mapping",
      podDisruptionBudget: "mapping",
      podLabels: "mapping",
      podMutatorWebhookConfig: { failurePolicy: "text" },
      podSecurityContext: "mapping",
      priorityClassName: "text",
      rbac: { create: "boolean" },
      readinessProbe: "mapping",
      region: "text",
      replicaCount: "number",
      resources: "mapping",
      revisionHistoryLimit: "number",
      runtimeClassName: "text",
      securityContext: "mapping",
      serviceAccount: {
        create: "boolean",
        name: "text",
        annotations: "mapping",
        automountServiceAccountToken: "boolean",
        imagePullSecrets: "list",
      },
      serviceAnnotations: "mapping",
      serviceMaxConcurrentReconciles: "number",
      serviceMonitor: {
        enabled: "boolean",
        namespace: "text",
        additionalLabels: "mapping",
        interval: "text",
        scrapeTimeout: "text",
        relabelings: "list",
        metricRelabelings: "list",
      },
      serviceMutatorWebhookConfig: { failurePolicy: "text", objectSelector: selector, operations: "list" },
      serviceTargetENISGTags: "text",
      syncPeriod: "text",
      targetgroupbindingMaxConcurrentReconciles: "number",
      targetgroupbindingMaxExponentialBackoffDelay: "text",
      terminationGracePeriodSeconds: "number",
      tolerateNonExistentBackendAction: "boolean",
      tolerateNonExistentBackendService: "boolean",
      tolerations: "list",
      topologySpreadConstraints: "list",
      updateStrategy: "mapping",
      vpcId: "text",
      watchNamespace: "text",
      webhookBindPort: "number",
      webhookConfig: {
        disableIngressValidation: "boolean",
        // This spelling is the chart's.
        ingressValdationFailurePolicy: "text",
        ingressValidationObjectSelector: selector,
      },
      webhookNamespaceSelectors: "list",
      webhookTLS: { caCert: "text", cert: "text", key: "text" },
    },
  },
  /**
   * Source: kubernetes-sigs/secrets-store-csi-driver, README of the chart at 1.2.0 and the top of its `values.yaml`
   * at 1.4.3 (read 2026-11-20). 1.6.0 itself was not read; of the values set here, public installations of 2026 use
   * `tokenRequests`, `syncSecret`, the rotation and `linux.tolerations`. `windows` is omitted: there are no Windows
   * nodes here.
   */
  "secrets-store-csi-driver": {
    version: "1.6.0",
    values: {
      commonLabels: "mapping",
      enableSecretRotation: "boolean",
      fullnameOverride: "text",
      imagePullSecrets: "list",
      linux: {
        additionalProvidersDirs: "list",
        affinity: "mapping",
        crds: {
          enabled: "boolean",
          image,
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
  },
  /**
   * Source: aws/secrets-store-csi-driver-provider-aws, `values.yaml` and DaemonSet of the chart, in versions of 2024
   * and 2025 (read 2026-11-20). 3.1.1 itself was not read; a public installation of it sets `tolerations` and values
   * of its subchart.
   */
  "secrets-store-csi-driver-provider-aws": {
    version: "3.1.1",
    values: {
      affinity: "mapping",
      awsRegion: "text",
      driverWritesSecrets: "boolean",
      fullnameOverride: "text",
      image,
      imagePullSecrets: "list",
      k8sThrottlingParams: { qps: "number", burst: "number" },
      kubeletPath: "text",
      nameOverride: "text",
      nodeSelector: "mapping",
      podAnnotations: "mapping",
      podLabels: "mapping",
      port: "number",
      priorityClassName: "text",
      providerVolume: "text",
      rbac: { install: "boolean" },
      resources: "mapping",
      // The driver's chart, an optional subchart.
      "secrets-store-csi-driver": { install: "boolean" },
      securityContext: "mapping",
      tolerations: "list",
      updateStrategy: "mapping",
      useFipsEndpoint: "boolean",
    },
  },
  /**
   * Source: NVIDIA/k8s-device-plugin, `values.yaml` of the chart on its main branch of 2026 (read 2026-11-20).
   * 0.19.3 itself was not read. `componentSelectorLabels`, which may be newer, is omitted, and so is `nfd`, a subchart
   * that is installed only with `gfd`.
   */
  "nvidia-device-plugin": {
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
      devicePlugin: { enabled: "boolean", containers: "mapping" },
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
      image,
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
  },
} as const satisfies Record<ChartName, ChartValues>;
