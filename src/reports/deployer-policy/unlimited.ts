import { type PolicyStatement } from "../../facts/iam";
import { IDENTITY_TAG } from "../../facts/identity-tag";
import { namesNoObject } from "./documents";
import { OTHERS } from "./ec2-others";
import { type LayerPolicies } from "./environment-policies";

/** Changes that no condition limits to the environment, with the reason. */
const REASONS: readonly { readonly actions: RegExp; readonly why: string }[] = [
  ...OTHERS,
  {
    actions: /^route53:AssociateVPCWithHostedZone$/,
    why: "an endpoint with private names needs it for a zone of AWS, whose id is unknown; its condition names the network, and none names the zone",
  },
  {
    actions: /^route53:/,
    why: "hosted zones have no tags in conditions, and Route 53 chooses their ids: a zone of the account can be changed",
  },
  {
    actions: /^ecr:\w+PullThroughCacheRule$/,
    why: "a policy can name no resource: a rule of the registry of the account can be changed",
  },
  {
    actions: /^elasticloadbalancing:SetWebACL$/,
    why: "a policy can name no resource; AssociateWebACL names the balancer",
  },
  {
    actions: /^backup-storage:MountCapsule$/,
    why: "a policy can name no resource; CreateBackupVault names the vault",
  },
  { actions: /^kms:CreateKey$/, why: "it reaches nothing that exists" },
  { actions: /^route53resolver:(?!TagResource)/, why: "it is limited to the regions alone" },
  {
    actions: /^backup:CreateBackupSelection$/,
    why: "AWS Backup checks the plan and the role that it passes, and not the objects that the selection names; the role decides what is copied",
  },
  {
    actions: /^backup:(Create|Update)BackupPlan$/,
    why: "no condition names the vaults to which a plan copies; the role of the backups decides",
  },
  {
    actions: /^iam:CreateOpenIDConnectProvider$/,
    why: "EKS chooses the id of a cluster, so that the provider of a stranger's cluster can get the tags of the environment",
  },
  {
    actions: /^kms:TagResource$/,
    why: "AWS checks the tags of a new key before there is one, so that a key of another team without the tag environment can get them",
  },
  {
    actions: /^kms:/,
    why: "the tags of a new key count after up to five minutes, so that a key of another team without the tag environment is as a new one",
  },
  {
    actions:
      /^(acm:AddTagsToCertificate|backup:TagResource|iam:TagOpenIDConnectProvider|route53resolver:TagResource)$/,
    why: "a new object has no tags that count, so that one of another team without the tag environment is as a new one",
  },
  {
    actions: /^secretsmanager:(CreateSecret|TagResource)$/,
    why: "RDS chooses the name of the secret of a password, and tags it later",
  },
  {
    actions: /^ec2:(CreateTags|RevokeSecurityGroup\w+)$/,
    why: "AWS makes the default group of a VPC without tags, so that a group of another team without the tag environment is as that one",
  },
  {
    actions: /^ec2:/,
    why: "the environment is in an existing network that is found by names, so that its objects are known only in AWS",
  },
  {
    actions: /^iam:RemoveRoleFromInstanceProfile$/,
    why: "the names of profiles are unknown; the role must be of the environment",
  },
];

export interface Unlimited {
  readonly use: "apply" | "create";
  readonly action: string;
  /** Undefined for an action that no reason covers: a test fails then. */
  readonly why: string | undefined;
}

/** Changes of an apply and of a creation that a condition of AWS does not limit to objects of the environment, sorted. */
export const unlimitedOf = ({ documents }: LayerPolicies): Unlimited[] =>
  (["apply", "create"] as const).flatMap((use) => {
    const actions = documents[use]
      .flatMap(({ Statement }) => Statement)
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap((statement) => [statement.Action].flat().filter((action) => isOpen(action, statement)))
      .filter((action) => !READS.test(action));
    return [...new Set(actions)]
      .sort()
      .map((action) => ({ use, action, why: REASONS.find((row) => row.actions.test(action))?.why }));
  });

const READS = /:(Describe|Get|List|BatchGet|BatchCheck)|^sts:AssumeRole$/;
/** Calls that name objects which AWS does not check for the caller: no condition on the objects of the call limits these. */
const NAMES_MORE =
  /^(backup:(CreateBackup(Plan|Selection)|UpdateBackupPlan)|iam:CreateOpenIDConnectProvider)$/;
/** Keys of conditions on what exists, with values that only the environment has. A launch template is none: a call can replace its values. */
const OF_OBJECTS = new RegExp(
  `^aws:ResourceTag/(${IDENTITY_TAG}$|aws:)|EncryptionContext|^iam:AWSServiceName$|^ec2:Owner$`,
);

/** Keys of conditions on what a call creates. */
const OF_NEW = new RegExp(`^aws:RequestTag/${IDENTITY_TAG}$`);
const CREATES = /:(Allocate|Authorize|Create(?!Tags)|Request|Run)/;

/** Whether a statement lets an action reach objects of others: without a condition that counts, it is open. */
function isOpen(action: string, statement: PolicyStatement): boolean {
  if (NAMES_MORE.test(action)) return true;
  const keys = Object.entries(statement.Condition ?? {}).flatMap(([operator, values]) =>
    operator === "Null" ? [] : Object.keys(values),
  );
  const isLimited = keys.some(
    (key) =>
      OF_OBJECTS.test(key) ||
      (OF_NEW.test(key) && (CREATES.test(action) || keys.includes("ec2:CreateAction"))),
  );
  return !isLimited && namesNoObject(statement);
}
