import { GUARDS } from "../../evidence/guards";
import { STORED_DATA } from "../../evidence/stored-data";
import { type JsonObject } from "../../terraform/stack-json";

/** Whether objects of a type hold data: those whose data is known, and those with an argument against their deletion. */
export const holdsData = (type: string, attributes: JsonObject): boolean =>
  Object.hasOwn(STORED_DATA, type) ||
  Object.keys(attributes).some((key) => GUARDS.some(({ argument }) => argument.test(key)));

/** Objects of Kubernetes that hold pods, volumes or an address of clients. */
export const KUBERNETES_HOLDERS =
  /^(helm_release|kubernetes_(namespace|deployment|stateful_set|daemon_set|ingress|service|persistent_volume|persistent_volume_claim)(_v\d)?)$/;

/** A call of the AWS CLI with options and the attributes that are their values, the status in its answer, and complete ones. */
type AwsLook = readonly [call: readonly string[], status?: string, ready?: RegExp];

/**
 * Looks at emitted types that hold data, pods or a way in. Without a status, an object that is found is complete.
 *
 * Sources: API references of Amazon RDS (DBInstance), Amazon EKS (Cluster, Nodegroup, FargateProfile), Elastic Load Balancing
 * (LoadBalancerState), AWS KMS (KeyMetadata), Amazon S3 (HeadBucket), Amazon ECR and CloudWatch Logs (unconfirmed).
 */
export const AWS_LOOKS: Readonly<Record<string, AwsLook>> = {
  aws_db_instance: [
    ["rds", "describe-db-instances", "--db-instance-identifier", "identifier"],
    "DBInstances.0.DBInstanceStatus",
    /^(available|backing-up|storage-optimization|stopped)$/,
  ],
  aws_eks_cluster: [["eks", "describe-cluster", "--name", "name"], "cluster.status", /^(ACTIVE|UPDATING)$/],
  aws_eks_node_group: [
    ["eks", "describe-nodegroup", "--cluster-name", "cluster_name", "--nodegroup-name", "node_group_name"],
    "nodegroup.status",
    /^(ACTIVE|UPDATING)$/,
  ],
  aws_eks_fargate_profile: [
    [
      ...["eks", "describe-fargate-profile", "--cluster-name", "cluster_name"],
      ...["--fargate-profile-name", "fargate_profile_name"],
    ],
    "fargateProfile.status",
    /^ACTIVE$/,
  ],
  aws_lb: [
    ["elbv2", "describe-load-balancers", "--load-balancer-arns", "arn"],
    "LoadBalancers.0.State.Code",
    /^active(_impaired)?$/,
  ],
  aws_kms_key: [["kms", "describe-key", "--key-id", "key_id"], "KeyMetadata.KeyState", /^Enabled$/],
  aws_cloudwatch_log_group: [
    ["logs", "describe-log-groups", "--log-group-name-prefix", "name"],
    "logGroups.0.arn",
    /^arn:/,
  ],
  aws_s3_bucket: [["s3api", "head-bucket", "--bucket", "bucket"]],
  aws_ecr_repository: [["ecr", "describe-repositories", "--repository-names", "name"]],
};
