import { type IamRequest } from "../../../real/terraform/harness/policy-evaluator";
import { homeOf } from "../../../../src/infrastructure/text-references";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";

/** Calls with a role that was taken over. It succeeds where every call is allowed. */
export interface Takeover {
  readonly takeover: string;
  readonly calls: readonly IamRequest[];
}

/**
 * Attacks with each role. Objects of others have other tags and names, or the tags of the environment and names that begin
 * with its name.
 */
export function takeoversOf(
  plan: EnvironmentPlan,
  world: "with other tags" | "with our words",
): readonly Takeover[] {
  const { accountId, region } = homeOf(plan);
  const foreign = world === "with our words" ? `${plan.name}-payroll` : "payroll";
  const tags = {
    "aws:ResourceTag/environment": world === "with our words" ? plan.name : "other",
    "aws:ResourceTag/layer": "cluster",
    // The controller of another cluster of the account.
    "aws:ResourceTag/elbv2.k8s.aws/cluster": foreign,
  };
  const cluster = String(plan.resources("aws_eks_cluster")[0]?.config.name);
  const models = plan
    .resources("aws_s3_bucket")
    .map(({ config }) => String(config.bucket))
    .find((name) => name.includes("-models-"));
  const call = (action: string, object: string, context: IamRequest["context"] = {}): IamRequest => {
    const [service = ""] = action.split(":");
    return {
      action,
      resource: object.startsWith("arn:") ? object : `arn:aws:${service}:${region}:${accountId}:${object}`,
      context: {
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": accountId,
        "aws:PrincipalAccount": accountId,
        ...tags,
        ...context,
      },
    };
  };
  const snapshot = `arn:aws:ec2:${region}::snapshot/snap-1`;
  const admin = {
    "eks:policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    "eks:accessScope": "cluster",
  };
  const one = (takeover: string, ...calls: readonly IamRequest[]): Takeover => ({ takeover, calls });
  return [
    one("an access entry of a foreign cluster", call("eks:CreateAccessEntry", `cluster/${foreign}`)),
    one(
      "admin of a foreign cluster",
      call("eks:AssociateAccessPolicy", `access-entry/${foreign}/role/x`, admin),
    ),
    one(
      "admin of the own cluster",
      call("eks:AssociateAccessPolicy", `access-entry/${cluster}/role/x`, admin),
    ),
    one(
      "a pod identity of a foreign cluster",
      call("eks:CreatePodIdentityAssociation", `cluster/${foreign}`),
    ),
    one("a pod identity of the own cluster", call("eks:CreatePodIdentityAssociation", `cluster/${cluster}`)),
    one("the deletion of a foreign cluster", call("eks:DeleteCluster", `cluster/${foreign}`)),
    one("a foreign disk, shared", call("ec2:ModifySnapshotAttribute", snapshot)),
    one("a foreign image, shared", call("ec2:ModifyImageAttribute", `arn:aws:ec2:${region}::image/ami-1`)),
    one("a foreign disk, deleted", call("ec2:DeleteVolume", "volume/vol-1")),
    one("a foreign database, shared", call("rds:ModifyDBSnapshotAttribute", `snapshot:${foreign}`)),
    one("a snapshot of a foreign database", call("rds:CreateDBSnapshot", `db:${foreign}`)),
    one("the master password of a foreign database", call("rds:ModifyDBInstance", `db:${foreign}`)),
    one("the deletion of a foreign database", call("rds:DeleteDBInstance", `db:${foreign}`)),
    one(
      "the secret of a foreign database",
      call("secretsmanager:GetSecretValue", `secret:rds!${foreign}-abcdef`, {
        "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${region}:${accountId}:db:${foreign}`,
      }),
    ),
    one("a foreign secret", call("secretsmanager:GetSecretValue", `secret:${foreign}-abcdef`)),
    one("a rule of a foreign group", call("ec2:AuthorizeSecurityGroupIngress", "security-group/sg-1")),
    one("user data of a foreign instance", call("ec2:ModifyInstanceAttribute", "instance/i-1")),
    one("the end of a foreign instance", call("ec2:TerminateInstances", "instance/i-1")),
    one("an instance", call("ec2:RunInstances", "instance/*")),
    one("a command on a foreign instance", call("ssm:SendCommand", "instance/i-1")),
    one(
      "a listener of a foreign load balancer, and its removal",
      call("elasticloadbalancing:CreateListener", `loadbalancer/app/${foreign}/1`),
      call("elasticloadbalancing:DeleteListener", `listener/app/${foreign}/1/2`),
    ),
    one(
      "the deletion of a foreign load balancer",
      call("elasticloadbalancing:DeleteLoadBalancer", `loadbalancer/app/${foreign}/1`),
    ),
    one(
      "a rule with a target",
      call("events:PutRule", `rule/${foreign}`),
      call("events:PutTargets", `rule/${foreign}`),
    ),
    one(
      "an object of the model bucket that no model has",
      call("s3:GetObject", `arn:aws:s3:::${models ?? "none"}/${foreign}/model.pkl`),
    ),
    one("an object of a foreign bucket", call("s3:GetObject", `arn:aws:s3:::${foreign}/x`)),
    one(
      "the state of a layer",
      call(
        "s3:GetObject",
        `arn:aws:s3:::${plan.name}-tfstate-${accountId}/${plan.name}/cluster/terraform.tfstate`,
      ),
    ),
    one("images of a foreign repository", call("ecr:BatchGetImage", `repository/${foreign}/api`)),
    one("decryption with a foreign key", call("kms:Decrypt", "key/1")),
    one("a grant of a foreign key", call("kms:CreateGrant", "key/1")),
    one("another role", call("iam:PassRole", `arn:aws:iam::${accountId}:role/x`)),
    one("a function", call("lambda:CreateFunction", `function:${foreign}`)),
  ];
}
