import { statementsOf, policiesOf } from "../../../infrastructure/identity-policies";
import { type JsonObject, jsonIn } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { serviceAccountsOf } from "../../../infrastructure/identity-roles";
import { judgesOfRows } from "../rows";
import { type Change, isAt, keyOfPlace, type TopicLine } from "../topic";
import { clusterGrants } from "./cluster-grants";
import { runningAccounts } from "./lost-identities";
import { isDeepStrictEqual } from "node:util";
import { sentencesOf } from "../named";

/** Types whose rights are in a policy. */
const OF_POLICIES =
  /^aws_(iam_(role_|user_|group_)?policy|(s3_bucket|sns_topic|sqs_queue|ecr_repository|secretsmanager_secret|backup_vault)_policy|kms_key|sns_topic)$/;

/** The argument of a type that holds its policy. */
const policyOf = (type: string): string | undefined =>
  type === "aws_iam_role" ? "assume_role_policy" : OF_POLICIES.test(type) ? "policy" : undefined;

/** Arguments of a new role whose effects are in lines, or that only name or bound it. */
const OF_A_ROLE =
  /^(name|name_prefix|path|description|assume_role_policy|permissions_boundary|max_session_duration|managed_policy_arns|tags|depends_on|lifecycle|\/\/)$/;

/** Edits and blocks of which the lines of the topic say all that they give and take. */
export const rightJudges = judgesOfRows("Permissions", {
  when: {
    "on both sides": ({ resource: { before, after } }) => before !== undefined && after !== undefined,
    "with read policies": ({ resource: { type, before, after } }) =>
      [before, after].every((config) => config === undefined || isReadable(type, config)),
    // rules for paths of the API are not compared, and rules that join those of another role are in no binding of it
    "with read rules": ({ resource: { before, after } }) =>
      !/non_resource_urls|aggregat/.test(JSON.stringify([before, after])),
    given: ({ resource, change }) => isGiven(resource, change),
    "with usual arguments": ({ resource: { after = {} } }) =>
      Object.keys(after).every((name) => OF_A_ROLE.test(name)),
    "of people": ({ resource: { before, after } }) => isOfPeople(before) && isOfPeople(after),
    // between the old one and the new one nobody has it, and the new one can be of another role or bucket
    moved: ({ resource: { action, edits } }) => action === "replace" && edits.length > 0,
    "unused account": ({ resource, change }) => isUnusedAccount(resource, change),
  },
});

/** Whether a binding of the stacks gives a role: no line says the rights of another one. */
const isGiven = ({ layer, address, from }: ResourceChange, { before, after }: Change): boolean =>
  [clusterGrants(before), clusterGrants(after)].every((grants) =>
    grants.some((grant) => grant.layer === layer && (grant.address === address || grant.address === from)),
  );

/** A service account that goes, and that no pod has any more. */
function isUnusedAccount(changed: ResourceChange, { before, after }: Change): boolean {
  const account = serviceAccountsOf(before).find(({ resource }) => isAt(changed)(resource));
  return account !== undefined && !runningAccounts(after)(account.key);
}

/** Entries of nodes join them to the cluster, which is more than a right. */
const isOfPeople = (config: JsonObject | undefined): boolean =>
  config === undefined ||
  ((config["type"] ?? "STANDARD") === "STANDARD" && config["user_name"] === undefined);

/** Whether the statements of the policy of a block are known, or it has none. */
export const isPolicyRead = (type: string, config: JsonObject): boolean =>
  config[policyOf(type) ?? ""] === undefined || isReadable(type, config);

/** A policy that is missing is not known: it can be in another block. */
function isReadable(type: string, config: JsonObject): boolean {
  const argument = policyOf(type);
  return argument === undefined || statementsOf(config[argument]) !== undefined;
}

/** Policies with another text that Terraform compares as equal: a reader of the files sees a difference, and a plan has none. */
export function rewrittenLines({ before, after, resources }: Omit<Change, "others">): TopicLine[] {
  const changed = new Set(resources.map(keyOfPlace));
  return after.all.flatMap((is) => {
    const was = before.find(is.layer, is.address);
    if (!was || changed.has(keyOfPlace(is)) || isDeepStrictEqual(was.config, is.config)) return [];
    const [old, now] = [documentsOf(before, was), documentsOf(after, is)];
    if (isDeepStrictEqual(old, now)) return [];
    return sentencesOf("Permissions").line("rewritten policy", is);
  });
}

const documentsOf = (plan: Change["after"], block: Change["after"]["all"][number]) =>
  policiesOf(plan).flatMap(({ resource, document }) => (resource === block ? [jsonIn(document)] : []));
