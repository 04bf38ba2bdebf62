import { type PolicyStatement } from "../../shared/aws/iam";
import { OTHERS } from "./ec2-others";
import { type LayerPolicies } from "./environment-policies";

/** Changes that no condition limits to the environment, with the reason. */
const REASONS: readonly { readonly actions: RegExp; readonly why: string }[] = [
  ...OTHERS,
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
  { actions: /^route53resolver:/, why: "it is limited to the regions alone" },
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
  readonly action: string;
  /** Undefined for an action that no reason covers: a test fails then. */
  readonly why: string | undefined;
}

/** Changes of an apply on any object of a kind without a condition on tags, sorted. */
export function unlimitedOf({ documents }: LayerPolicies): Unlimited[] {
  const actions = documents.apply
    .flatMap(({ Statement }) => Statement)
    .filter(isWide)
    .flatMap(({ Action }) => [Action].flat())
    .filter((action) => !READS.test(action));
  return [...new Set(actions)]
    .sort()
    .map((action) => ({ action, why: REASONS.find((row) => row.actions.test(action))?.why }));
}

const READS = /:(Describe|Get|List|BatchGet|BatchCheck)|^sts:AssumeRole$/;
/** Conditions that limit a statement to objects of the environment. */
const LIMITS = /(Resource|Request)Tag\/|EncryptionContext|AWSServiceName|LaunchTemplate|CreateAction/;

const isWide = ({ Effect, Resource = [], Condition = {} }: PolicyStatement): boolean =>
  Effect === "Allow" &&
  !LIMITS.test(JSON.stringify(Condition)) &&
  [Resource].flat().some((arn) => arn === "*" || (KIND.test(arn) && !NAMED.test(arn)));

/** Every object of a kind, such as `arn:aws:ec2:eu-west-1:111122223333:network-acl/*`. */
const KIND = /:[a-z0-9-]+[/:]\*$/;
/** Subscriptions of one topic, and option groups of AWS. */
const NAMED = /^arn:[^:]+:sns:|:og:default:\*$/;
