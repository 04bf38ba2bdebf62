import { ESCALATING } from "../../../evidence/escalations";
import { covers } from "../../../infrastructure/identity-patterns";
import { identitiesOf } from "../../../infrastructure/identities";
import { escalationsOf } from "../../../infrastructure/identity-escalation";
import { blockId } from "../../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Harm } from "../../stages/harm";
import { type Change } from "../topic";
import { type Given } from "./grant";
import { type Renamed } from "./policy-grants";
import { resolveReferences } from "../../../infrastructure/text-references";

/** How far rights lead that a change opens: to all rights, to everyone, or to more. What a service of AWS does with a role, nobody decides. */
export function openings({ before, after }: Change, renamed: Renamed, now: readonly Given[]) {
  const was = new Set(waysIn(before, renamed).map(({ way }) => way));
  const is = waysIn(after, (id) => id).filter(({ way }) => !was.has(way));
  const takes = takingIn(after);
  const isFull = (grant: Given): boolean => {
    const { kind, holder, action, effect, principal } = grant;
    if (kind === "trust") return !/^Service /.test(String(principal)) && isAdministrator(after, holder);
    if (kind === "cluster")
      return (
        takes(grant) ||
        now.some((each) => each.holder === String(action).replace(/^group /, "Group ") && takes(each))
      );
    const own = is.filter((each) => each.holder === holder);
    if (effect === "Deny" || typeof action === "object") return own.length > 0;
    return own.some(({ policy }) => policy === action || ACTIONS.some((each) => covers(action, each)));
  };
  return (grant: Given): Harm =>
    isFull(grant) ? "full rights" : isForEveryone(grant) ? "open to everyone" : "more access";
}

const ACTIONS = ESCALATING.escalations.flatMap(({ actions }) => actions.map((each) => each.toLowerCase()));

/** Each way in which an identity gets the rights of others. A policy that no file shows is judged by its name. */
function waysIn(plan: EnvironmentPlan, renamed: Renamed) {
  const unread = identitiesOf(plan).all.flatMap((identity) =>
    identity.policies
      .filter(({ statements, name }) => statements === undefined && /admin|poweruser/i.test(name))
      .map((held) => ({ identity, held, result: held.name })),
  );
  return [...escalationsOf(plan).rights, ...unread].map(({ identity, held, result }) => {
    const { kind, name, resource } = identity;
    const holder = `${kind} ${resource ? renamed(blockId(resource)) : name}`;
    return { holder, way: `${holder} ${result}`, policy: held.name };
  });
}

/** Whether a role or user of the stacks has such a way. */
export const isAdministrator = (plan: EnvironmentPlan, id: string): boolean =>
  escalationsOf(plan).rights.some(({ identity: { resource } }) => resource && blockId(resource) === id);

/**
 * Policies, roles and verbs whose holders run pods, and so have each service account of the namespace, or give rights. Source: kubernetes.io,
 * "RBAC Good Practices" (unconfirmed).
 */
const ALL =
  /^(AmazonEKS(ClusterAdmin|Admin|Edit)Policy|role (cluster-admin|admin|edit)|group system:masters|escalate|bind|impersonate)$/;
const WRITING = /^(\*|create|update|patch)$/;
const RUNNING =
  /^(\*|pods(\/exec)?|(replica|daemon|stateful)sets|deployments|(cron)?jobs|serviceaccounts\/token|\w*roles|\w*rolebindings)$/;

/** Whether a right leads to all others in the cluster: in all of it, or where controllers run, whose accounts have rights in all of it. */
function takingIn(plan: EnvironmentPlan): (grant: Given) => boolean {
  const charts = plan.resources("helm_release").filter(({ config }) => config.repository !== undefined);
  const names = charts.map((each) => resolveReferences(plan, inLayer(each, each.config.namespace)));
  return ({ action, target }) => {
    const [scope = "", , resource = ""] = String(target)
      .replace(/^namespace /, "")
      .split("|");
    const isWhole = ["*", "kube-system", ...names].includes(scope);
    return isWhole && (ALL.test(String(action)) || (WRITING.test(String(action)) && RUNNING.test(resource)));
  };
}

/** Conditions that say who calls, and values that say it of everyone. */
const [WHO, ANYONE] = [/principal|source|caller|account|org|vpc|:sub$/i, /^(repo:)?\*/];
const isForEveryone = ({ kind, effect, principal, conditions }: Given): boolean =>
  (kind === "trust" || kind === "resource") &&
  effect === "Allow" &&
  (conditions.some(({ key, values }) => key.endsWith(":sub") && values.some((each) => ANYONE.test(each))) ||
    ((typeof principal === "object" || /^(\*$|Others )/.test(principal)) &&
      !conditions.some(({ key }) => WHO.test(key))));
