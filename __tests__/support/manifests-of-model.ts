import { type Editable } from "./altered";

const probe = { httpGet: { path: "/healthz", port: 8080 }, periodSeconds: 5 };
const labels = { "app.kubernetes.io/name": "sentiment" };

const spreadBy = (topologyKey: string): object => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: labels },
  matchLabelKeys: ["pod-template-hash"],
});

/** Manifests of a model that every check accepts, with its image in a registry. */
export const manifestsOfModel = (registry: string): Editable[] => [
  {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "sentiment" },
    automountServiceAccountToken: false,
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "sentiment", labels },
    spec: {
      selector: { matchLabels: labels },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: "sentiment",
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map(spreadBy),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            runAsGroup: 10001,
            fsGroup: 10001,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "api",
              image: `${registry}/sentiment:1.0.0`,
              imagePullPolicy: "IfNotPresent",
              ports: [{ name: "http", containerPort: 8080 }],
              env: [{ name: "GREETING", value: "${HOME} %{if}" }],
              resources: {
                requests: { cpu: "500m", memory: "512Mi", "ephemeral-storage": "64Mi" },
                limits: { memory: "1Gi" },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                privileged: false,
                readOnlyRootFilesystem: true,
                runAsNonRoot: true,
                runAsUser: 10001,
                runAsGroup: 10001,
                capabilities: { drop: ["ALL"] },
                seccompProfile: { type: "RuntimeDefault" },
              },
              volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
              startupProbe: { ...probe, failureThreshold: 60 },
              readinessProbe: { ...probe, failureThreshold: 2 },
              livenessProbe: { ...probe, failureThreshold: 6 },
            },
          ],
          volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }],
        },
      },
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "sentiment", labels },
    spec: { selector: labels, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "sentiment" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "sentiment" },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
      ],
    },
  },
  {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "sentiment" },
    spec: { maxUnavailable: "50%", selector: { matchLabels: labels } },
  },
];
