import facts from "./entitled-actions.json";
import { bucketArn } from "../../facts/aws";
import { LAYERS } from "../../base/layers";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Identity } from "../../infrastructure/identities";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { decide } from "../../infrastructure/identity-decisions";
import { type ObjectRight } from "../../infrastructure/identity-access";
import { covers, haveCommonText } from "../../infrastructure/identity-patterns";
import { type Stated, trustedValues } from "../../infrastructure/stated";
import { backendOf } from "../../infrastructure/state-blocks";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { text, texts } from "../../terraform/stack-json";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { servicesOfKey } from "./services-of-keys";

/**
 * In words, why the file does not give a right to its principal; undefined for a right that it gives, and for an outsider,
 * whom `policy-principals` judges.
 */
export function notEntitled(plan: EnvironmentPlan, stated: Stated, right: ObjectRight): string | undefined {
  const { by, object, isTrust, principal, identity, request } = right;
  // Objects of own blocks are for those whom their owner names, and so are others that no block has.
  const isOfOwner =
    isOwn(plan, object ?? by) && (object !== undefined || !escalationsOf(plan).isData(request.resource));
  if (isOfOwner || isAmong(facts.withoutData, request)) return undefined;
  if (principal.value === "*") return ofEveryone(plan, right);
  if (principal.kind === "Service") return isTrust ? undefined : ofService(plan, right);
  // The trust of a role for another one is a step of `role-chains`.
  if (identity) return isTrust ? undefined : ofIdentity(identity, right);
  const groups = groupsOf(plan, principal.value);
  if (groups === undefined) return ofTrusted(stated, right);
  return isAdministrator(plan, principal.value) || isReading(right) || isLock(groups, right)
    ? undefined
    : "which the file names for less than an administrator, so that it only reads";
}

/** Services through which everyone of the account has a right. */
export const servicesBetween = ({ contexts }: Pick<ObjectRight, "contexts">): readonly string[] => [
  ...new Set(contexts.flatMap((each) => each["kms:ViaService"] ?? [])),
];

function ofEveryone(plan: EnvironmentPlan, right: ObjectRight): string | undefined {
  const services = servicesBetween(right);
  if (services.length === 0) return "whom only the network limits";
  return managing(right) ?? withoutUse(plan, right, services);
}

/** Services use a key for what it encrypts. */
function withoutUse(
  plan: EnvironmentPlan,
  { by, object: key = by }: ObjectRight,
  services: readonly string[],
): string | undefined {
  const known = key.type === "aws_kms_key" ? servicesOfKey(plan, key) : undefined;
  return known === undefined || services.every((name) => known.has(name.split(".")[0] ?? ""))
    ? undefined
    : "although nothing of these stacks is encrypted for it";
}

/** A role or user has the rights of its own policies, which other checks compare with the file. */
const ofIdentity = ({ decides }: Identity, { request, contexts }: ObjectRight): string | undefined =>
  contexts.every((each) => decide(decides, { ...request, context: { ...each, ...request.context } }) === true)
    ? undefined
    : "beyond its own policies";

function ofService(plan: EnvironmentPlan, right: ObjectRight): string | undefined {
  const isState = LAYERS.some((layer) => {
    const bucket = text(backendOf(plan, layer)["bucket"]);
    return bucket !== undefined && covers(`${bucketArn(homeOf(plan), bucket)}*`, right.request.resource);
  });
  if (isState) return "although no service uses the state";
  return managing(right) ?? withoutUse(plan, right, [right.principal.value]);
}

/** An account that the file trusts uses objects. */
function ofTrusted({ names }: Stated, right: ObjectRight): string | undefined {
  const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(right.principal.value)?.[1] ?? "";
  return trustedValues(names, "account").has(account) ? managing(right) : undefined;
}

const managing = ({ request }: ObjectRight): string | undefined =>
  mayBe(facts.managing, request) ? "which manages the object, and does not only use it" : undefined;

const isReading = ({ request, isTrust }: ObjectRight): boolean =>
  !isTrust && isAmong(facts.reading, request) && !mayBe(facts.secret, request);

/** Plans take the lock of a state, and replace none. */
const isLock = (groups: readonly string[], { request }: ObjectRight): boolean =>
  groups.includes("people:plan") &&
  isAmong(facts.lock, request) &&
  (request.action.startsWith("kms:") || request.resource.endsWith(".tflock"));

type Action = Pick<ObjectRight["request"], "action">;

const isAmong = (patterns: readonly string[], action: Action): boolean =>
  patterns.some((each) => covers(each, nameOfAction(action)));

const mayBe = (patterns: readonly string[], action: Action): boolean =>
  patterns.some((each) => haveCommonText(each, nameOfAction(action)));

const nameOfAction = ({ action }: Action): string => action.slice(action.indexOf(":") + 1).toLowerCase();

/** Kubernetes groups of a role of the file, which other checks compare with its access entry; undefined for another one. */
function groupsOf(plan: EnvironmentPlan, arn: string): readonly string[] | undefined {
  const entry = plan
    .resources("aws_eks_access_entry")
    .find((each) => resolveReferences(plan, inLayer(each, each.config.principal_arn)) === arn);
  return entry && texts(entry.config.kubernetes_groups);
}

const isAdministrator = (plan: EnvironmentPlan, arn: string): boolean =>
  plan
    .resources("aws_eks_access_policy_association")
    .some(
      (each) =>
        resolveReferences(plan, inLayer(each, each.config.principal_arn)) === arn &&
        /AmazonEKSClusterAdminPolicy$/.test(text(each.config.policy_arn) ?? ""),
    );
