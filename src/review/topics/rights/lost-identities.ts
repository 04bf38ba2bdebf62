import {
  accountKey,
  type Role,
  rolesOf,
  serviceAccountsOf,
  subjectAccount,
  trustedAccounts,
} from "../../../infrastructure/identity-roles";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { textsIn } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { fromTo, type Phrase, say, someAndMore } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, isAt, type TopicLine, wasAt } from "../topic";
import { type Given } from "./grant";
import { accountOf } from "../../../infrastructure/kubernetes-pods";

const { line } = sentencesOf("Permissions");

/** Types whose pods or machines run with a role all the time. */
const RUNNING =
  /^aws_(eks_(cluster|node_group|fargate_profile|addon|pod_identity_association)|iam_instance_profile)$/;

/** Blocks that give rights to a role, and use it for nothing. */
const OF_THE_ROLE =
  /^(aws_iam_role|aws_iam_role_\w*polic\w+|aws_iam_policy_attachment|kubernetes_service_account_v1)$/;

/**
 * Roles and providers of tokens that end while programs use them. A role with another name is destroyed before the other one is
 * made. Source: IAM user guide, "Delete roles or instance profiles", and Amazon EKS user guide, "IAM roles for service accounts"
 * (unconfirmed).
 */
export const identityLines = (change: Change): TopicLine[] => {
  const lines = change.resources.flatMap((resource): TopicLine[] => {
    const { type, action } = resource;
    if (action !== "destroy" && action !== "replace") return [];
    if (type === "aws_iam_openid_connect_provider") return providerLine(resource, change);
    return type === "aws_iam_role" ? roleLine(resource, change) : [];
  });
  const [first, ...more] = lines.filter(({ harm }) => harm === "outage");
  if (!first || more.length === 0) return lines;
  const others = say`; the same holds for ${more.length} more: ${shown(more.map(({ address }) => address))}`;
  return [{ ...first, text: [...first.text, ...others] }, ...lines.filter(({ harm }) => harm !== "outage")];
};

function providerLine(provider: ResourceChange, { before, after }: Change): TopicLine[] {
  const users = accountsOf(
    before,
    after,
    serviceAccountsOf(before).flatMap(({ key, role }) => (role ? [key] : [])),
  );
  if (users.length === 0) return [];
  const name = provider.action === "replace" ? "provider replaced" : "provider ends";
  return [line(name, provider, { accounts: shown(users) })];
}

function roleLine(resource: ResourceChange, change: Change): TopicLine[] {
  const { before, after, resources } = change;
  const { action, edits } = resource;
  const role = rolesOf(before).all.find((each) => wasAt(resource)(each.resource));
  if (role === undefined) return [];
  const accounts = accountsOf(before, after, trustedAccounts(role.trust));
  const users = usersOf(role, change);
  const isKept = (user: PlannedResource): boolean =>
    !resources.some((each) => isAt(user)(each) && /^(destroy|replace)$/.test(each.action));
  const running = users.filter((user) => RUNNING.test(user.type) && isKept(user));
  const name = edits.find(({ argument }) => argument === "name");
  const how: Phrase =
    action === "destroy" ? ["is destroyed"] : name ? say`is replaced, name ${fromTo(name)}` : ["is replaced"];
  const namesOf = (blocks: readonly PlannedResource[]) => shown(blocks.map((each) => each.address));
  if (accounts.length > 0) return [line("role of pods", resource, { how, accounts: shown(accounts) })];
  if (running.length > 0)
    return [line("role of running programs", resource, { how, users: namesOf(running) })];
  if (users.length > 0) return [line("role of blocks", resource, { how, users: namesOf(users) })];
  const others = othersIn(role);
  if (others.length === 0) return [line("unused role", resource, { how })];
  const sentence = role.trust.length === 0 ? "role of unknown others" : "role of others";
  return [line(sentence, resource, { how, others: shown(others) })];
}

/** Principals that a role trusts besides services of AWS and service accounts, such as people and programs elsewhere. */
const othersIn = ({ trust }: Role): string[] =>
  trust.length === 0
    ? ["those that its trust policy names"]
    : trust.flatMap((statement) =>
        statement.effect === "Deny" || trustedAccounts([statement]).length > 0
          ? []
          : statement.principals.filter(({ kind }) => kind !== "Service").map(({ value }) => value),
      );

/** Service accounts that a role no longer trusts while their pods run. */
export function refusedLines(lost: readonly Given[], { before, after }: Change): TopicLine[] {
  return lost.flatMap((grant) => {
    const { kind, effect, conditions } = grant;
    if (kind !== "trust" || effect !== "Allow") return [];
    const named = conditions.filter(({ key }) => key.endsWith(":sub")).flatMap(({ values }) => values);
    const accounts = accountsOf(
      before,
      after,
      named.flatMap((value) => subjectAccount(value) ?? []),
    );
    return accounts.length === 0 ? [] : line("account refused", grant, { accounts: shown(accounts) });
  });
}

/** Service accounts with pods on both sides. */
function accountsOf(before: EnvironmentPlan, after: EnvironmentPlan, accounts: readonly string[]): string[] {
  const [was, is] = [runningAccounts(before), runningAccounts(after)];
  return accounts.filter((key) => was(key) && is(key));
}

/** Whether pods of a service account run: those of Terraform, or those of a release that names the account. */
export function runningAccounts(plan: EnvironmentPlan): (key: string) => boolean {
  const own = new Set(
    objectsOf(plan).pods.map((pods) => accountKey(pods.owner.namespace, accountOf(plan, pods))),
  );
  return (key) => {
    const [namespace = "", name = ""] = key.split(":");
    return (
      own.has(key) ||
      plan
        .resources("helm_release")
        .some(
          ({ config }) =>
            config.namespace === namespace &&
            textsIn(config).some((text) => text.includes(`"${name}"`) || text.includes(name)),
        )
    );
  };
}

/** Blocks on both sides that refer to a role. */
function usersOf({ resource, name }: Role, { before, after }: Change): PlannedResource[] {
  const reference = `\${${resource.address}.`;
  return before.all.filter(
    (each) =>
      !OF_THE_ROLE.test(each.type) &&
      after.find(each.layer, each.address) !== undefined &&
      ((each.layer === resource.layer && textsIn(each.config).some((text) => text.includes(reference))) ||
        rolesOf(before).of(inLayer(each, each.config["role_arn"] ?? each.config["iam_role_arn"]))?.name ===
          name),
  );
}

/** Most users that a line names. */
const SHOWN = 3;

const shown = (names: readonly string[]): Phrase =>
  someAndMore(
    names.map((value) => [{ value }]),
    SHOWN,
  );
