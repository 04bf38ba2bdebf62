import { identitiesOf } from "../../../infrastructure/identities";
import { policyAt, readPolicies, type Statement } from "../../../infrastructure/identity-policies";
import { sharesOf } from "../../../infrastructure/shares";
import { rolesOf, trustedAccounts } from "../../../infrastructure/identity-roles";
import { blockId } from "../../../infrastructure/network-routes";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { joinPhrases, joinValues, type Phrase, say } from "../../stages/phrase";
import { type Given, type Pattern } from "./grant";
import { resolveReferences } from "../../../infrastructure/text-references";

/** The address after the change of an address before it, as `layer/address`. */
export type Renamed = (id: string) => string;

type Owner = Pick<Given, "kind" | "holder" | "who"> & { readonly resource: PlannedResource };

/** Grants of the policies of IAM: of identities, trust and resources. Those of endpoints are about paths. */
export const policyGrants = (plan: EnvironmentPlan, renamed: Renamed): Given[] => [
  ...ofIdentities(plan, renamed),
  ...ofTrust(plan, renamed),
  ...ofPodIdentity(plan, renamed),
  ...ofResources(plan, renamed),
];

function ofIdentities(plan: EnvironmentPlan, renamed: Renamed): Given[] {
  const accounts = accountsByRole(plan);
  return identitiesOf(plan).attachments.flatMap(({ kind, holder, by, policy }) => {
    const id = renamed(holder);
    const used = accounts.get(holder) ?? [];
    const name = say`${[kind]} ${id.slice(id.indexOf("/") + 1)}`;
    const who: Phrase = used.length > 0 ? say`${name} (service account ${joinValues(used)})` : name;
    const owner: Owner = { kind: "identity", holder: `${kind} ${id}`, who, resource: by };
    if (!("arn" in policy)) return inPolicy(plan, owner, policyAt(plan, inLayer(by, policy.document)) ?? []);
    const own = plan.target(policy.arn);
    if (own?.type === "aws_iam_policy" && !isFound(own)) {
      const statements = policyAt(plan, inLayer(own, own.config["policy"])) ?? [];
      return inPolicy(plan, { ...owner, resource: own }, statements);
    }
    const arn = resolveReferences(plan, plan.follow(policy.arn));
    return [grantOf(owner, { action: arn, words: `all actions of ${arn}`, target: "*" })];
  });
}

/** Service accounts that a role trusts, by the key of the role. */
const accountsByRole = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, readonly string[]> =>
    new Map(rolesOf(plan).all.map(({ resource, trust }) => [blockId(resource), trustedAccounts(trust)])),
);

const ofTrust = (plan: EnvironmentPlan, renamed: Renamed): Given[] =>
  rolesOf(plan).all.flatMap(({ resource, trust }) => {
    const holder = renamed(blockId(resource));
    const who = say`trust policy of role ${holder.slice(holder.indexOf("/") + 1)}`;
    return inPolicy(plan, { kind: "trust", holder, who, resource }, trust);
  });

/** Service accounts to which an association gives a role, like its trust policy. */
const ofPodIdentity = (plan: EnvironmentPlan, renamed: Renamed): Given[] =>
  plan.resources("aws_eks_pod_identity_association").map((resource) => {
    const { namespace, service_account: account, role_arn: role } = resource.config;
    const [of, name, arn = ""] = [namespace, account, role].map((each) =>
      resolveReferences(plan, inLayer(resource, each)),
    );
    const own = plan.target(inLayer(resource, role));
    const who = `service account ${of}:${name}`;
    const holder = own ? renamed(blockId(own)) : arn;
    return grantOf(
      { kind: "trust", holder, who: say`${who}`, resource },
      { action: "sts:assumerole", target: "*", principal: who, words: "the role", on: say` ${arn}` },
    );
  });

function ofResources(plan: EnvironmentPlan, renamed: Renamed): Given[] {
  return [...readPolicies(plan, "resource"), ...sharesOf(plan)].flatMap(({ resource, statements }) => {
    const holder = renamed(blockId(resource));
    const who = say`policy of ${holder.slice(holder.indexOf("/") + 1)}`;
    return inPolicy(plan, { kind: "resource", holder, who, resource }, statements);
  });
}

function inPolicy(plan: EnvironmentPlan, owner: Owner, statements: readonly Statement[]): Given[] {
  const out = (value: string): string => resolveReferences(plan, { layer: owner.resource.layer, value });
  return statements.flatMap((statement) => inStatement(owner, statement, out));
}

function inStatement(owner: Owner, statement: Statement, out: (value: string) => string): Given[] {
  const { effect, sid, principals, actions, resources, notActions, notResources, notPrincipals } = statement;
  const conditions = statement.conditions.map(({ operator, key, values }) => ({
    operator,
    key: out(key),
    values: values.map(out).sort(),
  }));
  const principalText = ({ kind, value }: Statement["principals"][number]): string =>
    kind === "*" || (kind === "AWS" && value === "*") ? "*" : `${kind} ${out(value)}`;
  const when = joinPhrases(
    conditions.map(({ operator, key, values }) => say`${operator} ${shortKey(key)} ${joinValues(values)}`),
    " and ",
  );
  const condition = when.length === 0 ? [] : say` if ${when}`;
  // a name says why a statement refuses
  const named = effect === "Deny" && sid !== undefined ? say`, by statement ${sid}` : [];
  const some = (parts: readonly string[], except: readonly string[] | undefined): readonly Pattern[] =>
    except ? [{ except: [...except].sort() }] : parts.length === 0 ? ["*"] : parts;
  const isOfResource = owner.kind !== "identity";
  return some(actions, notActions).flatMap((action) =>
    some(resources.map(out), notResources?.map(out)).flatMap((target) =>
      some(principals.map(principalText), notPrincipals?.map(principalText)).map((principal) => {
        const isTrust = owner.kind === "trust";
        const on = isTrust ? [] : say` on ${wordsOf(target)}`;
        const forWhom = isOfResource ? say` for ${principalWords(principal)}` : [];
        return grantOf(owner, {
          effect: effect === "Deny" ? "Deny" : "Allow",
          action: typeof action === "string" ? action.toLowerCase() : { except: lower(action.except) },
          words: wordsOf(action),
          target,
          principal,
          conditions,
          on: [...on, ...forWhom, ...condition, ...named],
        });
      }),
    ),
  );
}

/** `sub` in place of the whole address of the issuer of tokens that only an apply knows. */
const shortKey = (key: string): string => key.replace(/^\$\{[^{}]*\}:/, "");

const lower = (texts: readonly string[]): string[] => texts.map((each) => each.toLowerCase());

const wordsOf = (part: Pattern): string =>
  typeof part === "string" ? part : `everything except ${part.except.join(", ")}`;

const principalWords = (principal: Pattern): string =>
  typeof principal === "object"
    ? `everyone except ${principal.except.map(withoutKind).join(", ")}`
    : principal === "*"
      ? "everyone"
      : withoutKind(principal);

const withoutKind = (principal: string): string => principal.slice(principal.indexOf(" ") + 1);

interface Right extends Partial<Pick<Given, "effect" | "principal" | "conditions">> {
  readonly action: Pattern;
  readonly target: Pattern;
  /** The action in words. */
  readonly words: string;
  readonly on?: Phrase;
}

/** A grant of a block. */
export const grantOf = ({ resource, ...owner }: Owner, { words, on = [], ...right }: Right): Given => ({
  layer: resource.layer,
  address: resource.address,
  ...owner,
  effect: "Allow",
  principal: "*",
  conditions: [],
  ...right,
  words: { action: words, on },
});
