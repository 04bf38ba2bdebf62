import { subjectAccount } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { fromTo, joinPhrases, joinValues, type Phrase, plain, say } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, editsOf, keyOfPlace, lineAt, resultsByKey, type Topic, type TopicLine } from "../topic";
import { type Harm, worstOf } from "../../stages/harm";
import { accessPolicyOf, CLUSTER_ADMIN, clusterGrants, isOfCluster } from "./cluster-grants";
import { type Given, notIncluded } from "./grant";
import { rewrittenLines, rightJudges } from "./judged-rights";
import { identityLines, refusedLines } from "./lost-identities";
import { isAdministrator, openings } from "./openings";
import { policyGrants, type Renamed } from "./policy-grants";
import { block, isTrue } from "../../../terraform/stack-json";
import { homeOf, resolveReferences } from "../../../infrastructure/text-references";

const { line } = sentencesOf("Permissions");

/** Rights of identities, keys, buckets and of the cluster, compared as sets. */
export const rights: Topic = {
  title: "Permissions",
  lines: (change) => [
    ...identityLines(change),
    ...boundaryLines(change),
    ...administratorLines(change),
    ...grantLines(change),
    ...rewrittenLines(change),
  ],
  ...rightJudges,
};

/** Boundaries of roles and users. One that is added takes rights only. */
const boundaryLines = ({ after, resources }: Change): TopicLine[] =>
  resultsByKey(
    resources
      .filter(({ type }) => /^aws_iam_(role|user)$/.test(type))
      .flatMap((resource) =>
        editsOf(resource, "permissions_boundary").map((edit) => {
          const isFull = isAdministrator(after, keyOfPlace(resource));
          return { resource, edit, isFull };
        }),
      ),
    ({ edit, isFull }) => `${plain(fromTo(edit))} ${isFull}`,
    ({ resource, edit, isFull }, same) => {
      const others = same.length === 1 ? [] : say` and ${same.length - 1} more`;
      const edits = same.map((each) => each.edit);
      const other = isFull ? "boundary of an administrator" : "other boundary";
      const name = edit.before === undefined ? "boundary added" : other;
      return line(name, resource, { others, change: fromTo(edit) }, { edits });
    },
  );

/** A cluster that nobody administers any more. */
function administratorLines({ before, after }: Change): TopicLine[] {
  const administrators = (plan: EnvironmentPlan) =>
    plan
      .resources("aws_eks_access_policy_association")
      .filter((each) => isOfCluster(each) && accessPolicyOf(plan, each) === CLUSTER_ADMIN);
  const cluster = after.resources("aws_eks_cluster")[0];
  const [last] = administrators(before);
  if (cluster === undefined || last === undefined || administrators(after).length > 0) return [];
  if (isTrue(block(cluster.config.access_config).bootstrap_cluster_creator_admin_permissions)) return [];
  const who = resolveReferences(before, inLayer(last, last.config.principal_arn));
  const words = { policy: CLUSTER_ADMIN, cluster: cluster.address, who };
  return [line("last administrator", last, words)];
}

function grantLines(change: Change): TopicLine[] {
  const { before, after } = change;
  const renamed = renamedIn(change);
  const old = [...policyGrants(before, renamed), ...clusterGrants(before)];
  const now = [...policyGrants(after, (id) => id), ...clusterGrants(after)];
  const gained = notIncluded(now, old).filter((grant) => isOfInterest(grant, change, "gains"));
  const lost = notIncluded(old, now).filter((grant) => isOfInterest(grant, change, "loses"));
  const refused = refusedLines(lost, change);
  const rank = { now, opening: openings(change, renamed, now) };
  return [
    ...refused,
    ...linesOfGroups([...byBlock(gained, "gains", change, rank), ...byBlock(lost, "loses", change, rank)]),
  ];
}

/** New addresses of moved blocks, by old ones. */
function renamedIn({ resources }: Change): Renamed {
  const moves: ReadonlyMap<string, string> = new Map(
    resources.flatMap(({ layer, address, from }) =>
      from === undefined ? [] : [[`${layer}/${from}`, `${layer}/${address}`] as const],
    ),
  );
  return (id) => moves.get(id) ?? id;
}

/** Whether a difference says more than that a block appears or goes, which has a line of its own. */
function isOfInterest(grant: Given, { before, after }: Change, verb: Verb): boolean {
  const { kind, holder, effect } = grant;
  if (kind === "cluster") return true;
  const id = kind === "identity" ? holder.slice(holder.indexOf(" ") + 1) : holder;
  const exists = (plan: EnvironmentPlan): boolean => {
    const slash = id.indexOf("/");
    return plan.all.some(
      ({ layer, address }) => layer === id.slice(0, slash) && address === id.slice(slash + 1),
    );
  };
  if (verb === "gains" && !exists(before)) {
    return kind !== "resource" || !isOfEnvironment(grant, after);
  }
  if (verb === "loses" && !exists(after)) {
    if (kind === "identity") return !id.includes("/");
    const isOfOthers = effect === "Deny" || !isOfEnvironment(grant, before);
    return kind === "resource" && isOfOthers && holderStays(grant, before, after);
  }
  return true;
}

/** Whether a principal is the own account, an identity of the stacks or a service: who of others enters, checks find. */
function isOfEnvironment({ principal, effect }: Given, plan: EnvironmentPlan): boolean {
  if (effect === "Deny") return true;
  if (typeof principal === "object" || principal === "*") return false;
  const { accountId } = homeOf(plan);
  return principal.startsWith("Service ") || principal.includes(`:${accountId}:`) || principal.includes("${");
}

/** Whether the bucket, queue or key stays that a policy of its own block was for. */
function holderStays({ layer, address }: Given, before: EnvironmentPlan, after: EnvironmentPlan): boolean {
  const policy = before.find(layer, address);
  if (!policy) return false;
  return ["bucket", "queue_url", "arn", "repository", "key_id", "secret_arn", "backup_vault_name"].some(
    (name) => {
      const target = before.target({ layer, value: policy.config[name] });
      return target !== undefined && after.find(target.layer, target.address) !== undefined;
    },
  );
}

type Verb = "gains" | "loses";

/** Most parts of a line; more are a number. */
const SHOWN = 4;

interface Group {
  readonly line: TopicLine;
  readonly who: Phrase;
  readonly rest: Phrase;
}

/** Joins what one block gives to one holder. */
const byBlock = (
  grants: readonly Given[],
  verb: Verb,
  { before, after }: Change,
  { now, opening }: { readonly now: readonly Given[]; readonly opening: (grant: Given) => Harm },
): Group[] =>
  resultsByKey(
    grants,
    ({ layer, address, holder, kind, effect }) => JSON.stringify([layer, address, kind, holder, effect]),
    (first, same) => {
      const { layer, address, kind, who, effect } = first;
      const isKept = before.find(layer, address) !== undefined && after.find(layer, address) !== undefined;
      const isExpected = verb === "gains" && isOfNewRole(same, before);
      const isCut = verb === "loses" && same.some((each) => cutsOff(each, after, now));
      const level = isExpected ? "info" : isCut ? "attention" : levelOf(first, verb, same);
      const opens = (verb === "gains") === (effect === "Allow") && !isExpected;
      const kept = level === "attention" && isKept ? "in place" : undefined;
      const harm = isCut ? "outage" : opens ? worstOf(same.map(opening)) : kept;
      const place = kind === "cluster" ? "cluster" : "account";
      const end = harm === "full rights" ? [`: it leads to all rights in the ${place}`] : [];
      const rest = [effect === "Allow" ? `${verb} ` : `${verb} a Deny of `, ...partsOf(same), ...end];
      return { who, rest, line: lineAt(level, first, say`${who} ${rest}`, { harm }) };
    },
  );

/**
 * Whether the end of a grant cuts off others who were named: people with an access entry that has no right left, and principals of a
 * policy of trust or of a resource. Pods and roles of the stacks have lines and checks of their own.
 */
function cutsOff(grant: Given, after: EnvironmentPlan, now: readonly Given[]): boolean {
  const { kind, holder, effect, principal, conditions } = grant;
  if (effect === "Deny" || kind === "identity") return false;
  if (kind === "cluster") return IS_ARN.test(holder) && !now.some((other) => other.holder === holder);
  if (typeof principal === "object" || principal === "*") return false;
  if (kind === "resource") return !isOfEnvironment(grant, after);
  const isOfPods = conditions.some(
    ({ key, values }) => key.endsWith(":sub") && values.some((value) => subjectAccount(value) !== undefined),
  );
  return !principal.startsWith("Service ") && !isOfPods;
}

/** Subjects of bindings are no ARNs: their people have access entries. */
const IS_ARN = /^arn:/;

/** Whether a new role trusts only services and single service accounts: what it may do is in another line. */
const isOfNewRole = (grants: readonly Given[], before: EnvironmentPlan): boolean =>
  grants.every(
    ({ kind, layer, address, principal, conditions }) =>
      kind === "trust" &&
      before.find(layer, address) === undefined &&
      typeof principal === "string" &&
      (principal.startsWith("Service ") ||
        conditions.some(
          ({ operator, key, values }) =>
            operator === "StringEquals" &&
            key.endsWith(":sub") &&
            values.every((value) => subjectAccount(value) !== undefined),
        )),
  );

/** A right that is gained and a Deny that goes open something; so does nothing else, but a Deny without a condition can refuse everyone. */
function levelOf({ effect, kind, holder }: Given, verb: Verb, grants: readonly Given[]): TopicLine["level"] {
  if ((verb === "gains") === (effect === "Allow")) return "attention";
  // A role that nobody may assume any more is one that something used. People of an access entry use what they may do.
  if ((kind === "trust" || (kind === "cluster" && IS_ARN.test(holder))) && effect === "Allow")
    return "attention";
  const refusesAll = grants.some(({ conditions, principal }) => conditions.length === 0 && principal === "*");
  return verb === "gains" && kind !== "identity" && refusesAll ? "attention" : "info";
}

/** `s3:GetObject, s3:ListBucket on X; kms:Decrypt on Y if …` */
function partsOf(grants: readonly Given[]): Phrase {
  const parts = resultsByKey(
    grants,
    ({ words }) => plain(words.on),
    ({ words }, same) => {
      const actions = [...new Set(same.map((each) => each.words.action))].sort();
      return { part: say`${joinValues(actions)}${words.on}` };
    },
  ).map(({ part }) => part);
  const more = parts.length - SHOWN;
  const shown = joinPhrases(parts.slice(0, SHOWN), "; ");
  return more > 0 ? say`${shown}; and ${more} more` : shown;
}

/** One line for blocks with the same difference. */
const linesOfGroups = (groups: readonly Group[]): TopicLine[] =>
  resultsByKey(
    groups,
    ({ line, rest }) => JSON.stringify([line.level, line.harm, plain(rest)]),
    ({ line, who, rest }, { length }) =>
      length === 1 ? line : { ...line, text: say`${who} and ${length - 1} more: ${rest}` },
  );
