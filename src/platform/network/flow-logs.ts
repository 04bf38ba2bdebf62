import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { AwsLocation } from "../../facts/aws";
import { policyDocument, serviceTrustPolicy } from "../../facts/iam";
import { EncryptionKey } from "../encryption-key";

export interface FlowLogsProps {
  readonly location: AwsLocation;
  readonly vpcId: string;
  readonly namePrefix: string;
  readonly logGroupName: string;
  /** In days; one of CloudWatch's retention periods. */
  readonly retentionDays: number;
  /** Bucket of others that gets them in place of the log group. @default - none */
  readonly bucketArn?: string | undefined;
}

/** Logs all accepted and rejected traffic of a VPC to an encrypted CloudWatch log group, or to a bucket of others. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { vpcId, namePrefix, bucketArn } = props;
    new FlowLog(this, "Resource", {
      vpcId,
      trafficType: "ALL",
      ...(bucketArn === undefined
        ? this.logGroup(props)
        : { logDestinationType: "s3", logDestination: bucketArn }),
      maxAggregationInterval: 60,
      tags: { Name: `${namePrefix}-flow-logs` },
    });
  }

  private logGroup({ location, namePrefix, logGroupName, retentionDays }: FlowLogsProps) {
    const key = new EncryptionKey(this, "key", {
      location,
      alias: `alias/${namePrefix}-flow-logs`,
      description: `Flow logs of ${namePrefix}`,
      logGroups: [logGroupName],
    });
    const group = new CloudwatchLogGroup(this, "Group", {
      name: logGroupName,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
    });
    const role = new IamRole(this, "Role", {
      name: `${namePrefix}-flow-logs`,
      description: "Writes VPC flow logs to CloudWatch",
      assumeRolePolicy: serviceTrustPolicy("vpc-flow-logs.amazonaws.com", location.accountId),
    });
    new IamRolePolicy(this, "Write", {
      name: "write-flow-logs",
      role: role.id,
      policy: policyDocument([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: [group.arn, `${group.arn}:*`],
        },
        // AWS documents no resource-level permissions for this action.
        { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      ]),
    });
    return { logDestinationType: "cloud-watch-logs", logDestination: group.arn, iamRoleArn: role.arn };
  }
}
