import facts from "./admission-requests.json";
import { ACCESS_POLICY_FACTS } from "../../evidence/access-policies";
import { own } from "../../base/own";
import { admissionOf } from "./admission";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { block, type JsonObject, text, texts } from "../../terraform/stack-json";
import { at, type Finding } from "../check";
import { programPagesOf } from "../../infrastructure/kubernetes-program-pages";
import { releasePodsOf } from "../../infrastructure/kubernetes-release-pods";
import { resolveReferences } from "../../infrastructure/text-references";
import { type Granted, permits, rightsOfGroups } from "./rights-of-groups";

interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
}

/** A holder of rights, and others whom a careless expression takes for it. */
interface Holder {
  readonly name: string;
  readonly rights: readonly Granted[];
  readonly callers: readonly Caller[];
  readonly others: readonly Caller[];
}

/** A request that a right permits. */
interface Request {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly object?: JsonObject;
  readonly oldObject?: JsonObject;
  /** Harm to others, for which an admission policy denies it. @default - none */
  readonly takes?: string;
}

const REQUESTS: readonly Request[] = facts.requests;

/** Requests that the rights of a holder permit, and that admission policies must deny or must not deny. */
const witnessProblems = (plan: EnvironmentPlan, holder: Holder, namespace?: string): string[] =>
  REQUESTS.filter((each) => permits(holder.rights, { ...each, namespace })).flatMap((each) => {
    const { verb, resource, takes } = each;
    const operation = verb === "patch" ? "UPDATE" : verb.toUpperCase();
    const denied = (who: Caller): boolean =>
      admissionOf(plan).isDenied(who, { ...each, operation, namespace });
    const call = [verb, resource, ...(namespace === undefined ? [] : ["in", namespace])].join(" ");
    const may = (who: Caller): string => (who.username === holder.name ? "may" : `as ${who.username} may`);
    return [
      ...holder.callers
        .filter((who) => denied(who) === (takes === undefined))
        .map(
          (who) => `${holder.name} ${may(who)} ${takes === undefined ? `not ${call}` : `${call}: ${takes}`}`,
        ),
      ...(holder.others.some(denied) ? [`admission policies deny others to ${call}, too`] : []),
    ];
  });

const inGroup = (group: string): Caller => ({ username: group, groups: [group, "system:authenticated"] });

/** Requests of a group that admission policies must limit, and pods beside pages that its forwarded ports reach. */
export const groupFindings = (plan: EnvironmentPlan, name: string): Finding[] =>
  (rightsOfGroups(plan).get(name)?.rules ?? []).flatMap((rule) => {
    const [callers, others] = [[inGroup(name)], [inGroup(`ml-${name}`)]];
    return distinctAt(rule.role.resource, [
      ...witnessProblems(plan, { name, rights: [rule], callers, others }),
      ...(rule.resources.includes("pods/portforward") ? forwardProblems(plan, name, rule.namespace) : []),
    ]);
  });

const distinctAt = (resource: Parameters<typeof at>[0], messages: readonly string[]): Finding[] =>
  [...new Set(messages)].map((message) => ({ ...at(resource), message }));

function forwardProblems(plan: EnvironmentPlan, group: string, place: string | undefined): string[] {
  const pages = programPagesOf(plan).all.map(({ name, pods }) => ({ ...podOf(pods.owner), page: name }));
  const pods = [...releasePodsOf(plan).all, ...objectsOf(plan).pods].map(({ owner }) => podOf(owner));
  // Names that a careless pattern takes for those of a page.
  const similar = pages.flatMap((page) =>
    pages.flatMap(({ namespace }) =>
      [page.name, `a-${page.name}`, `${page.name}-a`].map((name) => ({ namespace, name, shown: name })),
    ),
  );
  return [...pods, ...similar]
    .filter(({ namespace }) => place === undefined || namespace === place)
    .flatMap(({ namespace, name, shown }) => {
      const page = pages.find((each) => each.namespace === namespace && each.name === name)?.page;
      const target = { operation: "CONNECT", group: "", resource: "pods/portforward", namespace, name };
      const isRefused = admissionOf(plan).isDenied(inGroup(group), target);
      return [
        ...(isRefused && page !== undefined && !/^the API /.test(page)
          ? [`${group} may not forward ports to ${page}`]
          : []),
        ...(isRefused || page !== undefined
          ? []
          : [`${group} forwards ports to ${namespace}/${shown}, which has no page`]),
        ...(admissionOf(plan).isDenied(inGroup(`ml-${group}`), target)
          ? ["admission policies deny others to forward ports, too"]
          : []),
      ];
    });
}

/** A pod with the name that the controller of its workload gives it. */
const podOf = ({ kind, namespace, name }: Pods["owner"]) => ({
  ...{ namespace, shown: name, name: name + (/stateful/i.test(kind) ? "-0" : "-7d9c5b8f6d-x2v4k") },
});

/** Requests of roles with an EKS access policy, also as a service account of a namespace in which they write workloads. */
export const policyHolderFindings = (plan: EnvironmentPlan): Finding[] =>
  plan.resources("aws_eks_access_policy_association").flatMap((association) => {
    const { policy_arn, principal_arn, access_scope } = association.config;
    const name = resolveReferences(plan, inLayer(association, principal_arn));
    const rules = own(ACCESS_POLICY_FACTS.policies, (text(policy_arn) ?? "").split("/").at(-1) ?? "") ?? [];
    const namespaces = texts(block(access_scope).namespaces);
    const user = userOf(plan, name);
    const messages = (namespaces.length > 0 ? namespaces : ["default"]).flatMap((namespace) => {
      const rights = rules.map(({ group, ...rule }) => ({ ...rule, namespace, groups: [group], names: [] }));
      const account = `system:serviceaccount:${namespace}`;
      const [callers, others] = [
        [user, `${account}:default`],
        [user.replace(/\/[^/]*$|$/, "-of-others/a"), `${account}-of-others:default`],
      ].map((names) => names.map((username) => ({ username, groups: [] })));
      return witnessProblems(plan, { name, rights, callers: callers ?? [], others: others ?? [] }, namespace);
    });
    return distinctAt(association, messages);
  });

/** User name of a session of a role (Amazon EKS user guide, "Set a custom username for EKS access entries", read 2026-11-29). */
function userOf(plan: EnvironmentPlan, role: string): string {
  const entry = plan
    .resources("aws_eks_access_entry")
    .find((each) => resolveReferences(plan, inLayer(each, each.config.principal_arn)) === role);
  const [, partition = "", , , account = "", name = ""] = role.split(":");
  const session = `arn:${partition}:sts::${account}:assumed-role/${name.split("/").at(-1) ?? ""}/a@b.example`;
  return text(entry?.config.user_name) ?? session;
}
