import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { EksFargateProfile } from "@cdktf/provider-aws/lib/eks-fargate-profile";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { type AwsLocation, regionalArn } from "../../core/aws";
import { policyDocument } from "../../core/iam";
import { ServiceRole, trustFor } from "./service-role";

export interface FargateProfileProps {
  readonly location: AwsLocation;
  readonly clusterName: string;
  /** Prefix of IAM role names. */
  readonly namePrefix: string;
  /** Kubernetes namespace whose pods run on Fargate. */
  readonly namespace: string;
  /** Private subnets. A change replaces the profile and all its pods. */
  readonly subnetIds: readonly string[];
  /** Log group for the output of the pods. */
  readonly logGroupName: string;
  readonly kmsKeyArn: string;
  /** In days; one of CloudWatch's retention periods. */
  readonly logRetentionDays: number;
}

/** Runs the pods of one namespace on Fargate and stores the logs of their log router. */
export class FargateProfile extends Construct {
  constructor(scope: Construct, id: string, props: FargateProfileProps) {
    super(scope, id);
    const logs = new CloudwatchLogGroup(this, "Logs", {
      name: props.logGroupName,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const role = new ServiceRole(this, "PodExecution", {
      location: props.location,
      roleName: `${props.namePrefix}-fargate-pods`,
      description: "Pulls images and ships logs for pods on Fargate",
      trust: trustFor(
        "eks-fargate-pods.amazonaws.com",
        regionalArn(props.location, "eks", `fargateprofile/${props.clusterName}/*`),
      ),
      managedPolicies: { "pod-execution": "AmazonEKSFargatePodExecutionRolePolicy" },
    });
    const write = new IamRolePolicy(this, "WriteLogs", {
      name: "write-logs",
      role: role.roleName,
      policy: policyDocument([
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [logs.arn, `${logs.arn}:*`],
        },
      ]),
    });
    new EksFargateProfile(this, "Resource", {
      clusterName: props.clusterName,
      fargateProfileName: props.namespace,
      podExecutionRoleArn: role.arn,
      subnetIds: [...props.subnetIds],
      selector: [{ namespace: props.namespace }],
      dependsOn: [...role.ready, write],
    });
  }
}
