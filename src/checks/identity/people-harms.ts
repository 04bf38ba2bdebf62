import facts from "./purposes.json";
import { rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type GroupRule } from "./rights-of-groups";

/** Calls that are no reading, or read Secrets, and that a purpose includes. */
export interface Deed {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** A deed of a purpose, in its namespaces; undefined for the whole cluster. */
export interface PlacedDeed extends Deed {
  readonly namespaces: readonly (string | undefined)[];
}

const READS = ["get", "list", "watch"];

/** Rights of a rule beyond reading and the deeds of a purpose. */
export function harmsOf(plan: EnvironmentPlan, rule: GroupRule, deeds: readonly PlacedDeed[]): string[] {
  const where = rule.namespace ?? "the cluster";
  return rule.resources.flatMap((resource) =>
    rule.verbs.flatMap((verb) => {
      const isDeed = deeds.some((deed) => isPartOf(rule, resource, verb, deed));
      const named = isDeed ? undefined : harmfulResource(rule, resource, verb);
      if (named === undefined) return [];
      const reached = reachesPods(named, verb) ? rolesIn(plan, rule.namespace) : [];
      return [
        `may ${verb} ${named} in ${where}`.concat(
          reached.length === 0 ? "" : `, and so reach the roles ${reached.join(", ")}`,
        ),
      ];
    }),
  );
}

const isPartOf = (
  { namespace, groups }: GroupRule,
  resource: string,
  verb: string,
  deed: PlacedDeed,
): boolean =>
  groups.every((group) => group === deed.group) &&
  deed.resources.includes(resource) &&
  deed.verbs.includes(verb) &&
  (deed.namespaces.includes(undefined) || (namespace !== undefined && deed.namespaces.includes(namespace)));

/** The resource of a harmful right; undefined if the right only reads. */
function harmfulResource({ groups }: GroupRule, resource: string, verb: string): string | undefined {
  if (!READS.includes(verb)) return resource;
  const isCore = groups.some((group) => group === "" || group === "*");
  const [kind, subresource] = resource.split("/");
  if (subresource !== undefined) return facts.shownSubresources.includes(subresource) ? undefined : resource;
  return isCore && (kind === "secrets" || kind === "*") ? "secrets" : undefined;
}

/** Whether a right gives a person pods with a service account of choice, or commands in a pod. */
const reachesPods = (resource: string, verb: string): boolean =>
  (resource === "*" || facts.makesPods.includes(resource)) &&
  (["create", "update", "patch", "*"].includes(verb) || resource.includes("/"));

/** Roles in IAM that service accounts of a namespace, or of all of them, assume. */
const rolesIn = (plan: EnvironmentPlan, namespace: string | undefined): string[] =>
  rolesByAccount(plan)
    .filter(({ accounts }) =>
      accounts.some((account) => namespace === undefined || account.startsWith(`${namespace}:`)),
    )
    .map(({ name }) => name);

const rolesByAccount = memoizePerPlan((plan: EnvironmentPlan) =>
  rolesOf(plan).all.map(({ name, trust }) => ({ name, accounts: trustedAccounts(trust) })),
);
