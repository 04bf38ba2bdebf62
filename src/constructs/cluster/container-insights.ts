import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IOidcProvider } from "../../stack-outputs/cluster";
import { type AwsLocation, managedPolicyArn } from "../../core/aws";
import { IrsaRole } from "../identity/irsa-role";
import { Addon, type AddonHost } from "./addon";

/** Log group names of the agents, below the cluster's prefix. */
const LOGS = ["application", "dataplane", "host", "performance"];

/** Prefix of the agents' log groups. The agents set the names. */
export const insightsLogGroupPrefix = (clusterName: string): string =>
  `/aws/containerinsights/${clusterName}`;

export interface ContainerInsightsProps extends AddonHost {
  readonly location: AwsLocation;
  /** Prefix of log group names, from `insightsLogGroupPrefix`. */
  readonly logGroupPrefix: string;
  /** Prefix of IAM role names. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  readonly kmsKeyArn: string;
  /** In days; one of CloudWatch's retention periods. */
  readonly logRetentionDays: number;
  /** Nodes that run the agents. */
  readonly nodes: readonly ITerraformDependable[];
}

/** Container logs and Container Insights metrics in CloudWatch. */
export class ContainerInsights extends Construct {
  constructor(scope: Construct, id: string, props: ContainerInsightsProps) {
    super(scope, id);
    // Created before the agents, which would create them without retention and key.
    const groups = LOGS.map(
      (name) =>
        new CloudwatchLogGroup(this, `insights-${name}`, {
          name: `${props.logGroupPrefix}/${name}`,
          retentionInDays: props.logRetentionDays,
          kmsKeyId: props.kmsKeyArn,
        }),
    );
    new Addon(this, "amazon-cloudwatch-observability", {
      ...props,
      role: new IrsaRole(this, "cloudwatch-agent", {
        roleName: `${props.namePrefix}-cloudwatch-agent`,
        description: "Ships container logs and metrics to CloudWatch",
        oidc: props.oidc,
        serviceAccount: { namespace: "amazon-cloudwatch", name: "cloudwatch-agent" },
        managedPolicyArn: managedPolicyArn(props.location, "CloudWatchAgentServerPolicy"),
      }),
      configuration: LOGS_ONLY,
      after: [...groups, ...props.nodes],
    });
  }
}

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
