import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { VPC_SERVICE } from "../../catalog/billing";
import { type AwsLocation, regionalArn } from "../../core/aws";
import { policyDocument } from "../../core/iam";
import { EncryptionKey } from "../encryption/encryption-key";

const DAY_SECONDS = 86_400;

export interface CostAlarmProps {
  /** The account, in the region of billing. */
  readonly location: AwsLocation;
  /** Works in the region of billing. */
  readonly provider: TerraformProvider;
  /** Name of the alarm on Amazon VPC. */
  readonly alarmName: string;
  /** Start of the names of topic and key. */
  readonly namePrefix: string;
  /** USD of Amazon VPC in a month above which it rings. */
  readonly thresholdUsd: number;
  /** USD of the whole bill in a month above which a second alarm rings. @default - there is no second alarm */
  readonly totalUsd?: number;
  /** Who is told. The address has to confirm, by a link that AWS sends. */
  readonly email: string;
}

/** Tells by email when a month's bill grows beyond what it should be. */
export class CostAlarm extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CostAlarmProps,
  ) {
    super(scope, id);
    const { alarmName, thresholdUsd, totalUsd } = props;
    const topic = this.topic();
    this.alarm("vpc", topic, alarmName, thresholdUsd, VPC_SERVICE);
    if (totalUsd !== undefined) this.alarm("total", topic, `${alarmName}-total`, totalUsd);
  }

  private topic(): SnsTopic {
    const { location, provider, namePrefix, email } = this.props;
    const name = `${namePrefix}-cost-alarm`;
    const key = new EncryptionKey(this, "key", {
      location,
      provider,
      alias: `alias/${name}`,
      description: `Alarms on the bill of ${namePrefix}`,
      alarmTopics: true,
    });
    const topic = new SnsTopic(this, "Topic", {
      provider,
      name,
      kmsMasterKeyId: key.arn,
      // The ARN is written out, since a topic cannot refer to itself.
      policy: policyDocument([
        {
          Sid: "CloudWatchAlarmsPublish",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: regionalArn(location, "sns", name),
          Condition: { StringEquals: { "aws:SourceAccount": location.accountId } },
        },
      ]),
    });
    new SnsTopicSubscription(this, "email", {
      provider,
      topicArn: topic.arn,
      protocol: "email",
      endpoint: email,
    });
    return topic;
  }

  private alarm(id: string, topic: SnsTopic, alarmName: string, threshold: number, service?: string): void {
    new CloudwatchMetricAlarm(this, id, {
      provider: this.props.provider,
      alarmName,
      alarmDescription: `The month's bill${service ? ` of ${service}` : ""} is above ${threshold} USD`,
      namespace: "AWS/Billing",
      metricName: "EstimatedCharges",
      dimensions: { Currency: "USD", ...(service ? { ServiceName: service } : {}) },
      statistic: "Maximum",
      period: DAY_SECONDS,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold,
      alarmActions: [topic.arn],
    });
  }
}
