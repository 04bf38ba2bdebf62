import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IOidcProvider } from "../../stack-outputs/cluster";
import { type AwsLocation, managedPolicyArn } from "../../core/aws";
import { IrsaRole } from "../identity/irsa-role";
import { Addon, type AddonHost } from "./addon";

/** What the agents call their log groups, each below the prefix of the cluster. */
const LOGS = ["application", "dataplane", "host", "performance"];

/** Where the agents write; the names are theirs. */
export const insightsLogGroupPrefix = (clusterName: string): string =>
  `/aws/containerinsights/${clusterName}`;

export interface ContainerInsightsProps extends AddonHost {
  readonly location: AwsLocation;
  /** Name that log groups begin with, from `insightsLogGroupPrefix`. */
  readonly logGroupPrefix: string;
  /** Start of the names of IAM roles. */
  readonly namePrefix: string;
  readonly oidc: IOidcProvider;
  readonly kmsKeyArn: string;
  /** Days; one of CloudWatch's retention periods. */
  readonly logRetentionDays: number;
  /** Nodes that it runs on. */
  readonly nodes: readonly ITerraformDependable[];
}

/** Container logs and Container Insights metrics in CloudWatch. */
export class ContainerInsights extends Construct {
  constructor(scope: Construct, id: string, props: ContainerInsightsProps) {
    super(scope, id);
    // Made first: the agents would make them without retention and key.
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
 * Container logs, and metrics as log events in embedded metric format: both go to CloudWatch Logs, the one
 * service that has an endpoint here. An agent configuration that is given replaces the add-on's, which would add
 * Application Signals: its traces go to X-Ray, and it puts itself into the pods of models.
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
