import { type ChartValues } from "../../../../proof/facts/chart-values/types";

/**
 * Source: `values.yaml` of the chart in kserve/kserve at v0.20.0 (read 2026-11-22). A missing value of `enabled` is that of
 * `createSharedResources`.
 */
export const VALUES = {
  version: "v0.20.0",
  values: {
    kserve: {
      version: "text",
      createSharedResources: "boolean",
      inferenceServiceConfig: {
        enabled: "boolean",
      },
      certManager: {
        enabled: "boolean",
      },
      storagecontainer: {
        enabled: "boolean",
      },
      agent: {
        image: "text",
        tag: "text",
      },
      router: {
        image: "text",
        tag: "text",
        imagePullPolicy: "text",
        imagePullSecrets: "list",
      },
      service: {
        serviceClusterIPNone: "boolean",
      },
      storage: {
        image: "text",
        tag: "text",
        resources: {
          requests: {
            memory: "text",
            cpu: "text",
          },
          limits: {
            memory: "text",
            cpu: "text",
          },
        },
        containerSecurityContext: {
          allowPrivilegeEscalation: "boolean",
          privileged: "boolean",
          runAsNonRoot: "boolean",
          capabilities: {
            drop: "list",
          },
        },
        enableModelcar: "boolean",
        uidModelcar: "number",
        cpuModelcar: "text",
        memoryModelcar: "text",
        caBundleConfigMapName: "text",
        caBundleVolumeMountPath: "text",
        storageSpecSecretName: "text",
        storageSecretNameAnnotation: "text",
        s3: {
          accessKeyIdName: "text",
          secretAccessKeyName: "text",
          endpoint: "text",
          useHttps: "text",
          region: "text",
          verifySSL: "text",
          useVirtualBucket: "text",
          useAnonymousCredential: "text",
          CABundleConfigMap: "text",
          CABundle: "text",
        },
      },
      metricsaggregator: {
        enableMetricAggregation: "text",
        enablePrometheusScraping: "text",
      },
      servingruntime: {
        art: {
          image: "text",
          defaultVersion: "text",
        },
      },
      localmodel: {
        enabled: "boolean",
        controller: {
          image: "text",
          tag: "text",
        },
        jobNamespace: "text",
        jobTTLSecondsAfterFinished: "number",
        defaultJobImage: "text",
        defaultJobTag: "text",
        securityContext: {
          fsGroup: "number",
        },
        disableVolumeManagement: "boolean",
        agent: {
          nodeSelector: "mapping",
          affinity: "mapping",
          tolerations: "list",
          hostPath: "text",
          image: "text",
          tag: "text",
          reconcilationFrequencyInSecs: "number",
          securityContext: {
            runAsUser: "number",
            runAsNonRoot: "boolean",
          },
        },
      },
      security: {
        autoMountServiceAccountToken: "boolean",
      },
      inferenceservice: {
        resources: {
          limits: {
            cpu: "text",
            memory: "text",
          },
          requests: {
            cpu: "text",
            memory: "text",
          },
        },
      },
      opentelemetryCollector: {
        scrapeInterval: "text",
        metricReceiverEndpoint: "text",
        metricScalerEndpoint: "text",
        resource: {
          cpuLimit: "text",
          memoryLimit: "text",
          cpuRequest: "text",
          memoryRequest: "text",
        },
      },
      autoscaler: {
        scaleUpStabilizationWindowSeconds: "text",
        scaleDownStabilizationWindowSeconds: "text",
      },
      controller: {
        deploymentMode: "text",
        rbacProxyImage: "text",
        rbacProxy: {
          resources: {
            limits: {
              cpu: "text",
              memory: "text",
            },
            requests: {
              cpu: "text",
              memory: "text",
            },
          },
          securityContext: {
            allowPrivilegeEscalation: "boolean",
            privileged: "boolean",
            capabilities: {
              drop: "list",
            },
            readOnlyRootFilesystem: "boolean",
            runAsNonRoot: "boolean",
          },
        },
        labels: "mapping",
        podLabels: "mapping",
        annotations: "mapping",
        podAnnotations: "mapping",
        serviceAnnotations: "mapping",
        webhookServiceAnnotations: "mapping",
        securityContext: {
          runAsNonRoot: "boolean",
          seccompProfile: {
            type: "text",
          },
        },
        containerSecurityContext: {
          allowPrivilegeEscalation: "boolean",
          capabilities: {
            drop: "list",
          },
          privileged: "boolean",
          readOnlyRootFilesystem: "boolean",
          runAsNonRoot: "boolean",
        },
        metricsBindAddress: "text",
        metricsBindPort: "text",
        gateway: {
          domain: "text",
          additionalIngressDomains: "list",
          domainTemplate: "text",
          pathTemplate: "text",
          urlScheme: "text",
          disableIstioVirtualHost: "boolean",
          disableIngressCreation: "boolean",
          disableHTTPRouteTimeout: "boolean",
          localGateway: {
            gateway: "text",
            gatewayService: "text",
            knativeGatewayService: "text",
          },
          ingressGateway: {
            enableGatewayApi: "boolean",
            kserveGateway: "text",
            createGateway: "boolean",
            gateway: "text",
            className: "text",
          },
        },
        nodeSelector: "mapping",
        tolerations: "list",
        topologySpreadConstraints: "list",
        affinity: "mapping",
        image: "text",
        tag: "text",
        imagePullPolicy: "text",
        imagePullSecrets: "list",
        resources: {
          limits: {
            cpu: "text",
            memory: "text",
          },
          requests: {
            cpu: "text",
            memory: "text",
          },
        },
        knativeAddressableResolver: {
          enabled: "boolean",
        },
      },
    },
  },
} as const satisfies ChartValues;
