import { block, groupBy, texts, valueOf } from "../../../proof/model/blocks";
import { type Principal, type Statement, readPolicies } from "../../../proof/model/identity/policies";
import { rolesOf, trustedAccounts } from "../../../proof/model/identity/roles";
import { resolveReferences } from "../../../proof/model/references";
import { type EnvironmentPlan, type PlannedResource } from "../../../proof/terraform-json/environment-plan";
import { type Phrase, joined, joinValues, plain, say } from "../phrase";
import { type Topic, type TopicLine, gainedAndLost } from "./topic";

/** One action that a policy allows or denies on one resource. */
interface Grant {
  readonly resource: PlannedResource;
  /** A role, or the owner of a resource policy. */
  readonly who: Phrase;
  readonly effect: string;
  readonly action: string;
  /** Target, principals and conditions. */
  readonly on: Phrase;
}

export const identity: Topic = {
  title: "Permissions",
  lines: ({ before, after }) => {
    const { gained, lost } = gainedAndLost(grantsOf(before), grantsOf(after));
    return [...together(gained, "gains"), ...together(lost, "loses")];
  },
};

/** Joins the actions of one role on one resource into a line. */
function together(grants: readonly Grant[], verb: "gains" | "loses"): TopicLine[] {
  const alike = groupBy(grants, ({ resource, who, effect, on }) =>
    JSON.stringify([resource.layer, resource.address, plain(who), effect, plain(on)]),
  );
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { resource, who, effect, on } = first;
    const isAllowed = effect === "Allow";
    const what = isAllowed ? [verb] : [`${verb} a ${effect} of`];
    const actions = [...new Set(same.map(({ action }) => action))].sort();
    return [
      {
        level: (verb === "gains") === isAllowed ? ("attention" as const) : ("info" as const),
        layer: resource.layer,
        address: resource.address,
        text: say`${who} ${what} ${joinValues(actions)}${on}`,
      },
    ];
  });
}

function grantsOf(plan: EnvironmentPlan): Map<string, Grant> {
  const grants = [...ofRoles(plan), ...ofResources(plan), ...ofClusterAccess(plan)];
  return new Map(
    grants.map((grant) => [`${plain(grant.who)} ${grant.effect} ${grant.action}${plain(grant.on)}`, grant]),
  );
}

function ofRoles(plan: EnvironmentPlan): Grant[] {
  return rolesOf(plan).all.flatMap((role) => {
    const { resource, name, trust, statements, managed } = role;
    const accounts = trustedAccounts(trust);
    const who =
      accounts.length > 0 ? say`role ${name} (service account ${joinValues(accounts)})` : say`role ${name}`;
    return [
      ...statements.flatMap((statement) => grantsIn(plan, resource, who, statement)),
      ...trust.flatMap((statement) => grantsIn(plan, resource, say`trust policy of role ${name}`, statement)),
      ...managed.map((arn): Grant => ({
        resource,
        who,
        effect: "Allow",
        action: `all actions of ${arn}`,
        on: [],
      })),
    ];
  });
}

function ofResources(plan: EnvironmentPlan): Grant[] {
  return readPolicies(plan, "resource").flatMap(({ resource, statements }) => {
    const name = nameOf(plan, resource);
    return statements.flatMap((statement) => grantsIn(plan, resource, say`policy of ${name}`, statement));
  });
}

/** Name of a policy's resource, independent of the address so that a move changes nothing. */
function nameOf(plan: EnvironmentPlan, resource: PlannedResource): string {
  const { config, address } = resource;
  const named = config["bucket"] ?? config["name"] ?? config["service_name"] ?? config["description"];
  const written = named === undefined ? "" : resolveReferences(plan, valueOf(resource, named));
  return written === "" ? address : written;
}

/** Access policies and Kubernetes groups of roles in the cluster. */
function ofClusterAccess(plan: EnvironmentPlan): Grant[] {
  const written = (resource: PlannedResource, name: string): string =>
    resolveReferences(plan, valueOf(resource, resource.config[name]));
  const policies = plan.resources("aws_eks_access_policy_association").map((resource): Grant => {
    const namespaces = texts(block(resource.config.access_scope).namespaces);
    return {
      resource,
      who: say`${written(resource, "principal_arn")}`,
      effect: "Allow",
      action: written(resource, "policy_arn").split("/").at(-1) ?? "",
      on:
        namespaces.length > 0
          ? say` in the namespaces ${joinValues(namespaces)} of the cluster`
          : say` in the whole cluster`,
    };
  });
  const groups = plan.resources("aws_eks_access_entry").flatMap((resource) =>
    texts(resource.config.kubernetes_groups).map((group): Grant => ({
      resource,
      who: say`${written(resource, "principal_arn")}`,
      effect: "Allow",
      action: `the rights of the Kubernetes group ${group}`,
      on: say` in the cluster`,
    })),
  );
  return [...policies, ...groups];
}

function grantsIn(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  who: Phrase,
  statement: Statement,
): Grant[] {
  const { effect, principals, actions, resources, conditions, inverted } = statement;
  const out = (value: string): string => resolveReferences(plan, { layer: resource.layer, value });
  const forWhom =
    principals.length === 0
      ? []
      : say` for ${joinValues(principals.map((each) => principalName(each, out)))}`;
  const condition = conditions.map(
    ({ operator, key, values }) => say`${operator} ${out(key)} ${joinValues([...values].map(out).sort())}`,
  );
  const when = condition.length === 0 ? [] : say` if ${joined(condition, " and ")}`;
  const except = inverted.length === 0 ? [] : say` (${joinValues(inverted)}: all except these)`;
  const targets = resources.length === 0 ? [[]] : resources.map((each) => say` on ${out(each)}`);
  return targets.flatMap((target) =>
    actions.map((action) => ({
      resource,
      who,
      effect,
      action,
      on: [...target, ...forWhom, ...except, ...when],
    })),
  );
}

const principalName = ({ kind, value }: Principal, out: (value: string) => string): string =>
  kind === "*" ? "everyone" : out(value);
