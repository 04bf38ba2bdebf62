import { component } from "../../platform/contract";

/** Names of the log groups of the agents, below the prefix of the cluster. The agents set them. */
const LOGS = ["application", "dataplane", "host", "performance"];

const logGroupPrefix = (clusterName: string): string => `/aws/containerinsights/${clusterName}`;

/** Container logs and Container Insights metrics in CloudWatch. */
export const cloudwatchObservability = component({
  id: "cloudwatch-observability",
  title: "CloudWatch observability",
  order: 90,
  scope: "ContainerInsights",
  kinds: {
    "cloudwatch.aws.amazon.com": [
      "amazoncloudwatchagents",
      "dcgmexporters",
      "instrumentations",
      "neuronmonitors",
    ],
  },
  isEnabled: ({ config }) => config.cluster.observability,
  identities: () => [
    {
      name: "cloudwatch-agent",
      id: "cloudwatch-agent",
      description: "Ships container logs and metrics to CloudWatch",
      trust: { namespace: "amazon-cloudwatch", serviceAccount: "cloudwatch-agent" },
      managedPolicy: "CloudWatchAgentServerPolicy",
    },
  ],
  addons: [
    {
      name: "amazon-cloudwatch-observability",
      when: "after-nodes",
      versions: {},
      identity: "cloudwatch-agent",
      logGroups: ({ names }) =>
        Object.fromEntries(LOGS.map((log) => [`insights-${log}`, `${logGroupPrefix(names.cluster)}/${log}`])),
      configuration: () => LOGS_ONLY,
    },
  ],
  needs: () => ({
    services: [
      { service: "logs", why: "ships container logs and Container Insights metrics" },
      { service: "ec2", why: "reads the tags and volumes of its instance" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
    fromControlPlane: [{ port: 9443, why: "webhook of the CloudWatch agent operator" }],
  }),
  contributes: ({ names }) => ({ encryptedLogGroups: [`${logGroupPrefix(names.cluster)}/*`] }),
});

/**
 * Container logs, and metrics as log events in embedded metric format. Both go to CloudWatch Logs, the only
 * CloudWatch service with an endpoint in this network. A given agent configuration replaces the add-on's
 * default, which enables Application Signals: it sends traces to X-Ray and injects itself into model pods.
 *
 * Source: CloudWatch user guide, "Install the CloudWatch agent with the Amazon CloudWatch Observability EKS
 * add-on", and aws-observability/helm-charts (read 2026-11-20).
 */
const LOGS_ONLY = {
  agent: {
    config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
  },
  manager: { applicationSignals: { autoMonitor: { monitorAllServices: false } } },
};
