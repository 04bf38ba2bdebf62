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
}

/** Logs all accepted and rejected traffic of a VPC to an encrypted CloudWatch log group. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { location, vpcId, namePrefix, logGroupName, retentionDays } = props;
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
    new FlowLog(this, "Resource", {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: { Name: `${namePrefix}-flow-logs` },
    });
  }
}
