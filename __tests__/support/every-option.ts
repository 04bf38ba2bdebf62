import { planWith } from "./changed-plans";
import { withKeys } from "./customer-keys";
import { ENVIRONMENTS, configWith } from "./environments";
import { proxyPlan } from "./https-proxy";
import { withHub } from "./hub";
import { withNameServers } from "./name-servers";
import { withPodRange } from "./pod-range";
import { queuePlan } from "./keda";
import { kservePlan } from "./kserve";
import { CHAT, onGpus } from "./llm";
import { argoCdIn } from "./argo-cd";
import { type Plan } from "./plan";
import { RECORDED } from "./recorded-entries";
import { withIds, withMoreIds } from "./network-by-ids";
import { planOf } from "./reference-plans";
import { TRAINING_VPCS } from "./training-vpcs";

/** A model with every option. */
export const EVERYTHING = {
  name: "everything",
  image: { tag: "1.0.0", digest: `sha256:${"0".repeat(64)}` },
  port: 5000,
  alsoPorts: [5001],
  servicePort: 8080,
  paths: ["/predict", "/explain"],
  healthPath: "/healthz",
  cpuRequest: "500m",
  cpuLimit: "2",
  memoryRequest: "1Gi",
  memoryLimit: "2Gi",
  replicas: { min: 3, max: 30, cpuPercent: 60, memoryPercent: 80 },
  startupSeconds: 600,
  tmpMiB: 128,
  modelCacheMiB: 2048,
  ephemeralStorage: "4Gi",
  runAsUser: 20001,
  environment: { LOG_LEVEL: "info" },
  secrets: ["team/key", "team/other"],
  bucketPrefix: "everything/1/",
  manifestDigest: `sha256:${"4b7d3f0c".repeat(8)}`,
  weights: { sizeGiB: 1.5, mode: "download", mibPerSecond: 50 },
  command: ["python", "-m", "server"],
  arguments: ["--workers", "2"],
  memoryVolumes: { shm: { path: "/dev/shm", sizeMiB: 256 } },
  configFiles: { settings: { path: "/srv/settings", files: ["files/demand-forecast.json"] } },
  permissions: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::results/scores/*"] }],
  podAnnotations: { "example.com/team": "models" },
  kubernetesApi: true,
  nodeGroup: "gpu",
  gpus: 1,
  gpuMemoryGiB: 20,
  requestsPerSecond: { perPod: 12.5, peak: 300, average: 40 },
  drainSeconds: 30,
  drainsOnSigterm: true,
  metricsPath: "/metrics",
};

const OFF_HOURS = {
  timezone: "Europe/Berlin",
  start: "07:00",
  stop: "19:00",
  days: ["mon", "tue", "wed", "thu"],
  keepNodes: 2,
  keepIn: "general",
};

const BACKUPS = {
  email: "platform@example.com",
  time: "02:30",
  retentionDays: 60,
  lock: { minRetentionDays: 30, maxRetentionDays: 365, permanentAfterDays: 14 },
};

const ALERTS = {
  email: "oncall@example.com",
  availabilityPercent: 99.9,
  latencySeconds: 0.5,
  latencyPercent: 99,
  models: { everything: { availabilityPercent: 99, latencySeconds: 2.5, latencyPercent: 97 } },
};

const MLFLOW = {
  imageTag: "3.17.2-2",
  hosts: ["mlflow.example.com"],
  passwordDays: 14,
  uploadGiB: 8,
  database: {
    instanceClass: "db.m7g.large",
    storageGiB: 40,
    multiAz: false,
    backupDays: 30,
    deletionProtection: false,
  },
};

const KUBEFLOW_PIPELINES = {
  stepsImageTag: "2.17.0-2",
  passwordDays: 60,
  maxPods: 80,
  maxCpu: 48,
  maxMemoryGiB: 96,
  maxGpus: 2,
  database: MLFLOW.database,
};

/** The other settings of a log-in, where the environment has one: it needs an internal load balancer with HTTPS, and a provider. */
const ofLogIn = (environment: string): object => {
  const { account, region, components } = configWith(environment);
  return components?.["log-in"] === undefined
    ? {}
    : {
        "log-in": { kmsKeyArn: `arn:aws:kms:${region}:${account}:key/2b3c4d5e-0000-4000-8000-${account}` },
      };
};

const everythingOn = (environment: string): Plan =>
  planWith(environment, {
    cluster: {
      nodeGroups: {
        general: {},
        gpu: { instanceTypes: ["g5.xlarge"], instanceStore: true, userData: "files/watch-limits.sh" },
      },
    },
    prometheusRelease: "kube-prometheus-stack",
    accessLogs: { retentionDays: 30 },
    podPriority: { value: 2000, preemptionPolicy: "PreemptLowerPriority" },
    keepSecretsDriver: true,
    prices: { source: "agreement", asOf: "2026-11-01", instanceHours: { "g5.xlarge": 0.9 } },
    components: {
      "pull-through-cache": {},
      "cert-manager": {},
      kserve: {},
      "ebs-csi": {},
      backups: BACKUPS,
      prometheus: {},
      alerts: ALERTS,
      "gpu-metrics": {},
      keda: {},
      "node-repair": {},
      "argo-cd": {
        ...argoCdIn(configWith(environment).region),
        models: {
          sentiment: {
            bucketPrefix: "sentiment/",
            port: 9000,
            healthPath: "/ready",
            ...(configWith(environment).entry.type === "ingress" ? { paths: ["/sentiment"] } : {}),
          },
        },
      },
      ...ofLogIn(environment),
      mlflow: MLFLOW,
      "kubeflow-pipelines": KUBEFLOW_PIPELINES,
      "cluster-autoscaler": { expander: "most-pods", maxNodes: 40 },
      "github-actions": { repository: "acme/models", environment: "images", provider: "existing" },
      "off-hours": OFF_HOURS,
    },
    models: [EVERYTHING],
  });

/**
 * Reference environments, which cover all entry types and Fargate, unchanged and with every option, then entries with DNS
 * records, customer keys, and training VPCs.
 */
export const PLANS: readonly (readonly [name: string, plan: Plan])[] = [
  ...ENVIRONMENTS.flatMap((environment) => [
    [environment, planOf(environment)] as const,
    [`${environment} with every option`, everythingOn(environment)] as const,
  ]),
  ...RECORDED.map(([title, plan]) => [`the record of ${title}`, plan()] as const),
  ["customer keys", withKeys()],
  [
    "mounted weights",
    planWith("ml-inference-prod", {
      models: [{ name: "llm", image: { tag: "1.0.0" }, weights: { sizeGiB: 20, mode: "mount" } }],
    }),
  ],
  ["a model of KServe", kservePlan()],
  ["a language model", planWith("retail-forecast", { ...onGpus("g6.xlarge"), models: [CHAT] })],
  ["a language model whose replicas follow its queue", queuePlan()],
  ...TRAINING_VPCS,
  ["a network by ids", withIds()],
  ["a network with more ids", withMoreIds()],
  ["a network whose endpoints are in a hub", withHub()],
  ["a network with name servers of the company", withNameServers()],
  ["a network with an HTTPS proxy", proxyPlan()],
  ["a range of pods", withPodRange()],
];
