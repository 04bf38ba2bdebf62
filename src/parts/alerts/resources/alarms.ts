import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { ownId } from "../../../platform/own-id";
import { steps as ALARM_STEPS } from "./alarm-steps.json";

/** Where an alarm goes, and what its name begins with. */
export interface AlarmProps {
  readonly namePrefix: string;
  readonly topicArn: string;
}

const [FIVE_MINUTES, QUARTER_HOUR, DAY] = [300, 900, 86_400];

/**
 * Fires if the heartbeat of Alertmanager is missing: then alerts of the cluster reach nobody. Prometheus, its volume, node, network,
 * role, and the endpoints of STS and SNS are all on its way.
 *
 * Source: Amazon SNS developer guide, "Monitoring Amazon SNS with CloudWatch", for metrics of active topics, and public Terraform
 * configurations for the dimension (read 2026-11-22).
 */
export function heartbeatAlarm(scope: Construct, { namePrefix, topicArn }: AlarmProps, topic: string): void {
  new CloudwatchMetricAlarm(scope, "heartbeat-alarm", {
    alarmName: `${namePrefix}-alerts-heartbeat`,
    alarmDescription: `Alertmanager has published nothing for half an hour: alerts of the cluster reach nobody. Next: ${ALARM_STEPS.heartbeat}`,
    namespace: "AWS/SNS",
    metricName: "NumberOfMessagesPublished",
    dimensions: { TopicName: topic },
    statistic: "Sum",
    period: QUARTER_HOUR,
    evaluationPeriods: 2,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

/** Days before its end at which the alarm on a certificate fires. ACM renews its own ones earlier (days from memory, unconfirmed). */
const CERTIFICATE_DAYS = 30;

/**
 * Fires if a certificate ends soon. The metric ends with the certificate, so missing data counts as its end; in the first day of
 * an alarm it can be missing too.
 *
 * Source: aws-cdk-lib, `ICertificate.metricDaysToExpiry` (read 2026-11-22).
 */
export function certificateAlarm(
  scope: Construct,
  { namePrefix, topicArn }: AlarmProps,
  certificateArn: string,
): void {
  new CloudwatchMetricAlarm(scope, "certificate-alarm", {
    alarmName: `${namePrefix}-certificate`,
    alarmDescription: `The certificate of the load balancer ends in less than ${CERTIFICATE_DAYS} days. Next: ${ALARM_STEPS.certificate}`,
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    dimensions: { CertificateArn: certificateArn },
    statistic: "Minimum",
    period: DAY,
    evaluationPeriods: 1,
    comparisonOperator: "LessThanThreshold",
    threshold: CERTIFICATE_DAYS,
    treatMissingData: "breaching",
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

/** An interface endpoint, by its service. */
export interface AlarmedEndpoint {
  readonly service: string;
  readonly serviceName: string;
  readonly id: string;
}

/**
 * Fires if an endpoint drops packets in each of three periods: the documentation says that a
 * growing number can mean an unhealthy endpoint or service. Endpoints without traffic have no data,
 * which is not an alarm.
 *
 * Source: AWS PrivateLink guide, "CloudWatch metrics for AWS PrivateLink" (read 2026-11-22), for namespace, metric and
 * dimensions. The value `Interface` of the type is unconfirmed.
 */
export function createEndpointAlarms(
  scope: Construct,
  { namePrefix, topicArn }: AlarmProps,
  vpcId: string,
  endpoints: readonly AlarmedEndpoint[],
): void {
  const parent = new Construct(scope, "endpoints");
  for (const { service, serviceName, id } of endpoints) {
    new CloudwatchMetricAlarm(parent, ownId(parent, service), {
      alarmName: `${namePrefix}-endpoint-${service}`,
      alarmDescription: `The endpoint of ${service} has dropped packets for 15 minutes. Next: ${ALARM_STEPS.endpoint}`,
      namespace: "AWS/PrivateLinkEndpoints",
      metricName: "PacketsDropped",
      dimensions: {
        "Endpoint Type": "Interface",
        "Service Name": serviceName,
        "VPC Endpoint Id": id,
        "VPC Id": vpcId,
      },
      statistic: "Sum",
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
    });
  }
}
