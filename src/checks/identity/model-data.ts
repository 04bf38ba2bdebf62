import { objectRightsOf } from "../../infrastructure/identity-access";
import { isPossible } from "../../infrastructure/identity-decisions";
import { haveCommonText, PatternIndex } from "../../infrastructure/identity-patterns";
import { identitiesOf } from "../../infrastructure/identities";
import { accountKey, type Role, rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { homeOf } from "../../infrastructure/text-references";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import facts from "./data-of-models.json";
import TEXTS from "./texts.json";

export const modelData: Check = {
  ...ruleOf(TEXTS, "model-data"),
  run: (plan, { others }) => [
    ...sharedAccounts(plan),
    ...sharedRoles(plan),
    ...sharedData(plan),
    ...sharedAcross(plan, inSameAccount(plan, others)),
  ],
};

/** Pods of the models by their service account. Pods of one model can have the same. */
const modelsByAccount = (plan: EnvironmentPlan): Map<string, Pods[]> =>
  groupBy(
    objectsOf(plan).pods.filter((pods) => !platformProgramsOf(plan).of(pods)),
    (pods) => accountKey(pods.owner.namespace, accountOf(plan, pods)),
  );

/** Models whose pods have one service account with a role. Without a role it reaches nothing in AWS. */
function sharedAccounts(plan: EnvironmentPlan): Finding[] {
  return [...modelsByAccount(plan)].flatMap(([account, all]) => {
    const [first, ...others] = all;
    if (!first || rolesOf(plan).trusting(account).length === 0) return [];
    return others
      .filter(({ owner }) => owner.programName !== first.owner.programName)
      .map(({ owner }) => ({
        ...at(owner.resource),
        message: `${owner.programName} has the service account ${account} of ${first.owner.programName}, and with it the role and all data`,
        fix: `give the pods of ${owner.programName} a service account and a role of their own`,
      }));
  });
}

/** Roles that the service accounts of several models assume. */
function sharedRoles(plan: EnvironmentPlan): Finding[] {
  const models = modelsByAccount(plan);
  return rolesOf(plan).all.flatMap((role) => {
    const accounts = [...new Set(trustedAccounts(role.trust))];
    if (accounts.length < 2 || !accounts.some((account) => models.has(account))) return [];
    return [
      {
        ...at(role.resource),
        message: `role ${role.name} trusts several service accounts: ${accounts.join(", ")}; each reaches the data of the others`,
        fix: "trust one service account, and create a role for each of the others",
      },
    ];
  });
}

/** A kind of data that pods read with the credentials of their role. */
interface DataKind {
  readonly title: string;
  /** All data of the kind. */
  readonly all: string;
  /** Actions that read or write it. IAM compares actions without case. */
  readonly actions: readonly string[];
  /** The key of a model that names its data. */
  readonly key: string;
}

const KINDS: readonly DataKind[] = facts.kinds;

/** A role that service accounts assume, and what it reaches of a kind. */
interface Reach {
  readonly role: Role;
  readonly program: string;
  readonly isModel: boolean;
  readonly resources: readonly string[];
}

/** Roles of an environment by what they reach. A finding names a model, so models are last. */
function reachesOf(plan: EnvironmentPlan, kind: DataKind): Reach[] {
  const models = modelsByAccount(plan);
  const assumed = rolesOf(plan).all.flatMap((role) => {
    const [account] = trustedAccounts(role.trust);
    if (account === undefined || writesVersions(plan, account)) return [];
    const [pods] = models.get(account) ?? [];
    const program = pods ? pods.owner.programName : account.slice(account.indexOf(":") + 1);
    return [{ role, program, isModel: pods !== undefined }];
  });
  // The place of the data of a model is a key of the file.
  const ordered = [...assumed.filter(({ isModel }) => !isModel), ...assumed.filter(({ isModel }) => isModel)];
  return ordered
    .map((each): Reach => ({ ...each, resources: resourcesOf(plan, each.role, kind) }))
    .filter(({ resources }) => resources.length > 0);
}

/** Whether an account is that of a job that copies versions of models: `model-promotion` compares its role with the file. */
const writesVersions = (plan: EnvironmentPlan, account: string): boolean =>
  platformProgramsOf(plan).all.some(
    ({ pods, hasRoleCheck }) =>
      hasRoleCheck && accountKey(pods.owner.namespace, accountOf(plan, pods)) === account,
  );

const sharedData = (plan: EnvironmentPlan): Finding[] =>
  KINDS.flatMap((kind) => {
    const reaches = reachesOf(plan, kind);
    const index = indexOf(reaches);
    const places = new Map(reaches.map((reach, place) => [reach, place]));
    return reaches.flatMap((reach, place) =>
      reach.isModel
        ? findingsOf(kind, reach, index, reaches, (other) => (places.get(other) ?? place) < place)
        : [],
    );
  });

/** Other environments of the same account. IAM lets a role reach what its own policy allows there. */
function inSameAccount(
  plan: EnvironmentPlan,
  others: readonly EnvironmentPlan[],
): readonly EnvironmentPlan[] {
  const { accountId } = homeOf(plan);
  return accountId === "" ? [] : others.filter((other) => homeOf(other).accountId === accountId);
}

/**
 * Data of models that roles of other environments reach. Each environment has the finding: either
 * file can be changed. A model of the same name is the same model, as in an environment beside,
 * which replaces this one.
 */
const sharedAcross = (plan: EnvironmentPlan, others: readonly EnvironmentPlan[]): Finding[] =>
  KINDS.flatMap((kind) => {
    const elsewhere = new Map(
      others.flatMap((other) =>
        reachesOf(other, kind).map((reach) => [
          { ...named(reach), program: `${reach.program} of ${other.name}` },
          reach.program,
        ]),
      ),
    );
    if (elsewhere.size === 0) return [];
    const own = reachesOf(plan, kind);
    const all = [...own, ...elsewhere.keys()];
    const index = indexOf([...elsewhere.keys()]);
    return own
      .filter(({ isModel }) => isModel)
      .flatMap((reach) =>
        findingsOf(kind, named(reach), index, all, (other) => elsewhere.get(other) !== reach.program),
      );
  });

/** Without references, which name another object in each environment. */
const named = (reach: Reach): Reach => ({
  ...reach,
  resources: reach.resources.filter((resource) => !resource.includes("${")),
});

/** Data that a role may reach by its policies, or those of the objects, denials and boundary: an unknown condition holds. */
function resourcesOf(plan: EnvironmentPlan, role: Role, kind: DataKind): string[] {
  const identity = identitiesOf(plan).all.find(({ resource }) => resource === role.resource);
  if (!identity) return [];
  const { decides } = identity;
  const denials = decides.identity.filter(({ effect }) => effect === "Deny");
  const reached = decides.identity.flatMap((statement) =>
    statement.effect === "Allow"
      ? (statement.notResources ? [kind.all] : statement.resources).filter((resource) =>
          kind.actions.some((action) =>
            isPossible(
              { ...decides, identity: [statement, ...denials], notRead: [] },
              { action, resource, context: {} },
            ),
          ),
        )
      : [],
  );
  const byObjects = objectRightsOf(plan).flatMap(({ identity: holder, request }) =>
    holder === identity && kind.actions.some((each) => haveCommonText(each, request.action.toLowerCase()))
      ? [request.resource]
      : [],
  );
  return [...new Set([...reached, ...byObjects])].filter(
    (resource) => resource.startsWith("${") || haveCommonText(resource, kind.all),
  );
}

/** A resource of a role. */
interface Held {
  readonly reach: Reach;
  readonly resource: string;
}

const indexOf = (reaches: readonly Reach[]): PatternIndex<Held> =>
  new PatternIndex(
    reaches.flatMap((reach) =>
      reach.resources.map((resource): [string, Held] => [resource, { reach, resource }]),
    ),
  );

/** Resources of a role that others reach too. `all` has the reaches in which a new place is free. */
function findingsOf(
  kind: DataKind,
  { role, program, resources }: Reach,
  index: PatternIndex<Held>,
  all: readonly Reach[],
  isOther: (reach: Reach) => boolean,
): Finding[] {
  return resources.flatMap((resource) => {
    const held = index.overlapping(resource).filter(({ reach }) => isOther(reach));
    const sharing = [...groupBy(held, ({ reach }) => reach)].map(
      ([other, same]) => `${other.program} (${same.map((each) => each.resource).join(", ")})`,
    );
    if (sharing.length === 0) return [];
    const others = all.filter((other) => other.role !== role).flatMap((other) => other.resources);
    return [
      {
        ...at(role.resource),
        message: `${program} reaches ${kind.title} ${resource}, which ${sharing.join(" and ")} can reach too`,
        fix: `${ownData(kind, program, resource, others)}; if both must share them, accept the finding with a waiver`,
        key: [kind.key],
      },
    ];
  });
}

/** A place for the data of a model that no other role reaches. */
function ownData(kind: DataKind, program: string, resource: string, others: readonly string[]): string {
  if (kind.key === "secrets") return `create a secret that only ${program} names in its secrets`;
  const [, bucket] = /^(arn:[^:*?]*:s3:::[^/*?]+)\//.exec(resource) ?? [];
  const free = [`${program}/`, `${program}-files/`, `models/${program}/`].find(
    (prefix) =>
      bucket !== undefined && !others.some((other) => haveCommonText(other, `${bucket}/${prefix}*`)),
  );
  return free === undefined
    ? `keep the files of ${program} in a bucket that no other program reaches`
    : `copy the files below ${free}, and set bucketPrefix: ${free}`;
}
