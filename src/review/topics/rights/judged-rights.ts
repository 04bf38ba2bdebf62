import { own } from "../../../base/own";
import { statementsOf } from "../../../infrastructure/identity-policies";
import { type JsonObject } from "../../../terraform/stack-json";
import { type Edit, type ResourceChange } from "../../change";
import { serviceAccountsOf } from "../../../infrastructure/identity-roles";
import { type Change, isAt, type Topic } from "../topic";
import { clusterGrants } from "./cluster-grants";
import { runningAccounts } from "./lost-identities";

/** Types whose rights are in a policy. */
const OF_POLICIES =
  /^aws_(iam_(role_|user_|group_)?policy|(s3_bucket|sns_topic|sqs_queue|ecr_repository|secretsmanager_secret|backup_vault)_policy|kms_key|sns_topic)$/;

/** The argument of a type that holds its policy. */
const policyOf = (type: string): string | undefined =>
  type === "aws_iam_role" ? "assume_role_policy" : OF_POLICIES.test(type) ? "policy" : undefined;

/** Other arguments that decide rights alone, by type. Lines say each right that they change. */
const OTHERS: Readonly<Record<string, RegExp>> = {
  aws_iam_role: /^(permissions_boundary|managed_policy_arns)$/,
  aws_iam_role_policy: /^role$/,
  aws_eks_access_entry: /^kubernetes_groups$/,
  kubernetes_role_v1: /^rule(\.|$)/,
  kubernetes_cluster_role_v1: /^rule(\.|$)/,
  kubernetes_role_binding_v1: /^subject(\.|$)/,
  kubernetes_cluster_role_binding_v1: /^subject(\.|$)/,
};

/** Types that are rights and nothing else: lines say all that their appearance and end give and take. */
const ONLY_RIGHTS: readonly string[] = [
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_iam_group_policy",
  "aws_iam_policy",
  "aws_iam_role_policy_attachment",
  "aws_s3_bucket_policy",
  "aws_eks_access_policy_association",
  "kubernetes_role_v1",
  "kubernetes_role_binding_v1",
  "kubernetes_cluster_role_v1",
  "kubernetes_cluster_role_binding_v1",
];

/** Types whose replacement by another value gives and takes only what lines say. */
const REPLACED: readonly string[] = [
  "aws_eks_access_policy_association",
  "kubernetes_role_v1",
  "kubernetes_role_binding_v1",
  "kubernetes_cluster_role_v1",
  "kubernetes_cluster_role_binding_v1",
];

/** Arguments of a new role whose effects are in lines, or that only name or bound it. */
const OF_A_ROLE =
  /^(name|name_prefix|path|description|assume_role_policy|permissions_boundary|max_session_duration|managed_policy_arns|tags|depends_on|lifecycle|\/\/)$/;

/** Edits and blocks of which the lines of the topic say all that they give and take. */
export const rightJudges: Pick<Topic, "judgesBlock" | "judgesEdit"> = {
  judgesBlock: (resource, change) =>
    isRbacRead(resource) && (judgesWhole(resource) || isUnusedAccount(resource, change)),
  judgesEdit: (resource, edit, change) =>
    isRbacRead(resource) && judgesEdit(resource, edit) && isGiven(resource, change),
};

const RBAC_ROLE = /^kubernetes_(cluster_)?role_v1$/;

/** Rules for paths of the API are not compared, and rules that join those of another role are in no binding of it. */
const isRbacRead = ({ type, before, after }: ResourceChange): boolean =>
  !RBAC_ROLE.test(type) || !/non_resource_urls|aggregat/.test(JSON.stringify([before, after]));

/** Whether a binding of the stacks gives a role: no line says the rights of another one. */
const isGiven = ({ type, layer, address, from }: ResourceChange, { before, after }: Change): boolean =>
  !RBAC_ROLE.test(type) ||
  [clusterGrants(before), clusterGrants(after)].every((grants) =>
    grants.some((grant) => grant.layer === layer && (grant.address === address || grant.address === from)),
  );

/** A service account that goes, and that no pod has any more. */
function isUnusedAccount(changed: ResourceChange, { before, after }: Change): boolean {
  if (changed.type !== "kubernetes_service_account_v1" || changed.action !== "destroy") return false;
  const account = serviceAccountsOf(before).find(({ resource }) => isAt(changed)(resource));
  return account !== undefined && !runningAccounts(after)(account.key);
}

function judgesEdit({ type, before, after }: ResourceChange, { argument }: Edit): boolean {
  if (own(OTHERS, type)?.test(argument)) return true;
  const policy = policyOf(type);
  if (policy === undefined || argument !== policy) return false;
  return [before, after].every((config) => isReadable(config, policy));
}

function judgesWhole({ type, action, before, after, edits, handover }: ResourceChange): boolean {
  if (handover !== undefined) return false;
  if (type === "aws_iam_role") return judgesRole(action, after);
  if (type === "aws_eks_access_entry") return [before, after].every((each) => isOfPeople(each));
  if (!ONLY_RIGHTS.includes(type)) return false;
  const policy = policyOf(type);
  const isRead = [before, after].every(
    (config) => config === undefined || policy === undefined || isReadable(config, policy),
  );
  // Between the old one and the new one nobody has it, and the new one can be of another role or bucket.
  const isMoved = action === "replace" && edits.length > 0 && !REPLACED.includes(type);
  return isRead && !isMoved;
}

/** The end of a role is a line of its own. */
const judgesRole = (action: ResourceChange["action"], after: JsonObject | undefined): boolean =>
  action !== "add" ||
  (after !== undefined &&
    isReadable(after, "assume_role_policy") &&
    Object.keys(after).every((name) => OF_A_ROLE.test(name)));

/** Entries of nodes join them to the cluster, which is more than a right. */
const isOfPeople = (config: JsonObject | undefined): boolean =>
  config === undefined ||
  ((config["type"] ?? "STANDARD") === "STANDARD" && config["user_name"] === undefined);

/** Whether the statements of the policy of a block are known, or it has none. */
export const isPolicyRead = (type: string, config: JsonObject): boolean => {
  const argument = policyOf(type);
  return argument === undefined || config[argument] === undefined || isReadable(config, argument);
};

const isReadable = (config: JsonObject | undefined, argument: string): boolean =>
  statementsOf(config?.[argument]) !== undefined;
