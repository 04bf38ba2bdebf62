import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { BILLING } from "../../facts/billing";
import type { AwsLocation } from "../../facts/aws";
import { EncryptionKey } from "../encryption-key";
import { serviceTopic } from "../service-topic";

const DAY_SECONDS = 86_400;

export interface CostAlarmProps {
  /** The account, in the billing region. */
  readonly location: AwsLocation;
  /** A provider in the billing region. */
  readonly provider: TerraformProvider;
  /** Name of the alarm on the cost of Amazon VPC. */
  readonly alarmName: string;
  /** Prefix of the names of topic and key. */
  readonly namePrefix: string;
  /** Cost of Amazon VPC in a month that triggers the alarm, in USD. */
  readonly thresholdUsd: number;
  /** Total bill in a month that triggers a second alarm, in USD. @default - no second alarm */
  readonly totalUsd?: number;
  /** Recipient. AWS sends a link to confirm the address. */
  readonly email: string;
}

/** Sends an email when the costs of a month exceed a threshold. */
export class CostAlarm extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: CostAlarmProps,
  ) {
    super(scope, id);
    const { alarmName, thresholdUsd, totalUsd } = props;
    const topic = this.topic();
    this.alarm("vpc", topic, alarmName, thresholdUsd, BILLING.vpcService);
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
    return serviceTopic(this, {
      location,
      provider,
      name,
      kmsKeyArn: key.arn,
      publisher: "alarms",
      email,
    });
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
