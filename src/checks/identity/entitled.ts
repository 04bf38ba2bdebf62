import facts from "./entitled-actions.json";
import { bucketArn } from "../../facts/aws";
import { LAYERS } from "../../base/layers";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { decide } from "../../infrastructure/identity-decisions";
import { type ObjectRight } from "../../infrastructure/identity-access";
import { covers, haveCommonText } from "../../infrastructure/identity-patterns";
import { hasRecord, type Stated, trustedValues } from "../../infrastructure/stated";
import { backendOf } from "../../infrastructure/state-blocks";
import { type EnvironmentPlan, inLayer, type PlannedResource } from "../../terraform/environment-plan";
import { block, text, texts } from "../../terraform/stack-json";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";

/** In words, why the file gives a right to nobody like its principal; undefined for a right that it gives, and for an outsider, whom `policy-principals` judges. */
export function notEntitled(plan: EnvironmentPlan, stated: Stated, right: ObjectRight): string | undefined {
  const { by, object, isTrust, principal, identity, request } = right;
  // Objects of own blocks are for those whom their owner names, and so are others that no block has.
  const isOfOwner =
    isOwn(plan, object ?? by) && (object !== undefined || !escalationsOf(plan).isData(request.resource));
  if (isOfOwner || isAmong(facts.withoutData, request)) return undefined;
  if (principal.value === "*") return "whom only the network limits";
  if (principal.kind === "Service") return isTrust ? undefined : ofService(plan, right);
  // The trust of a role for another one is a step of `role-chains`.
  if (identity) return isTrust ? undefined : ofIdentity(identity.decides, right);
  const groups = groupsOf(plan, stated).get(principal.value);
  if (groups === undefined) return ofTrusted(stated, right);
  if (
    groups === "administrator" ||
    isReading(right) ||
    (groups.includes("people:plan") && isLock(plan, right))
  )
    return undefined;
  return "which the file names for less than an administrator, so that it only reads";
}

type Decides = NonNullable<ObjectRight["identity"]>["decides"];

/** A role or user has the rights of its own policies, which other checks compare with the file. */
const ofIdentity = (decides: Decides, { request, contexts }: ObjectRight): string | undefined =>
  contexts.every((each) => decide(decides, { ...request, context: { ...each, ...request.context } }) === true)
    ? undefined
    : "beyond its own policies";

const ofService = (plan: EnvironmentPlan, right: ObjectRight): string | undefined =>
  isState(plan, right) ? "although no service uses the state" : managing(right);

/** An account that the file trusts uses objects. */
function ofTrusted({ names }: Stated, right: ObjectRight): string | undefined {
  const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(right.principal.value)?.[1] ?? "";
  return trustedValues(names, "account").has(account) ? managing(right) : undefined;
}

const managing = ({ request: { action } }: ObjectRight): string | undefined =>
  facts.managing.some((each) => haveCommonText(action.toLowerCase(), each.toLowerCase()))
    ? "which manages the object, and does not only use it"
    : undefined;

function isReading({ request, isTrust }: ObjectRight): boolean {
  const secret = facts.reading.secret.map((each) => each.toLowerCase());
  return (
    !isTrust &&
    isAmong(facts.reading, request) &&
    !secret.some((each) => haveCommonText(request.action.toLowerCase(), each))
  );
}

const isAmong = (
  { names, others }: { readonly names: readonly string[]; readonly others: readonly string[] },
  { action }: ObjectRight["request"],
): boolean =>
  others.includes(action) || names.some((each) => action.slice(action.indexOf(":") + 1).startsWith(each));

/** Whether a right is about the bucket with the state, or one of its objects. */
const isState = (plan: EnvironmentPlan, { request: { resource } }: ObjectRight): boolean =>
  statesOf(plan).some(({ arn }) => covers(`${arn}*`, resource));

/** Whether a right takes the lock of a state, and replaces no state. */
const isLock = (plan: EnvironmentPlan, right: ObjectRight): boolean =>
  facts.lock.includes(right.request.action) &&
  (right.request.action.startsWith("kms:") || isState(plan, right)) &&
  !statesOf(plan).some(({ arn, key }) => haveCommonText(right.request.resource, `${arn}/${key}`));

const statesOf = (plan: EnvironmentPlan) =>
  LAYERS.flatMap((layer) => {
    const [bucket, key] = [text(backendOf(plan, layer)["bucket"]), text(backendOf(plan, layer)["key"])];
    return bucket === undefined || key === undefined ? [] : [{ arn: bucketArn(homeOf(plan), bucket), key }];
  });

/** Kubernetes groups of a role that the file names. Without a record, the access entries of the cluster have them. */
type Groups = "administrator" | readonly string[];

function groupsOf(plan: EnvironmentPlan, stated: Stated): ReadonlyMap<string, Groups> {
  const principalIn = (each: PlannedResource): string =>
    resolveReferences(plan, inLayer(each, each.config["principal_arn"]));
  const isAdmin = ({ config }: PlannedResource): boolean =>
    /AmazonEKSClusterAdminPolicy$/.test(text(config["policy_arn"]) ?? "") &&
    text(block(config["access_scope"])["type"]) === "cluster";
  const [entries, associations] = [
    plan.resources("aws_eks_access_entry"),
    plan.resources("aws_eks_access_policy_association"),
  ];
  const access = hasRecord(stated)
    ? (stated.access ?? []).map(({ role, groups }) => ({ role, groups }))
    : entries.map((each) => ({ role: principalIn(each), groups: texts(each.config.kubernetes_groups) }));
  const administrators = hasRecord(stated)
    ? (stated.administrators ?? [])
    : associations.filter(isAdmin).map(principalIn);
  return new Map<string, Groups>([
    ...access.map(({ role, groups }): [string, Groups] => [role, groups]),
    ...administrators.map((role): [string, Groups] => [role, "administrator"]),
  ]);
}
