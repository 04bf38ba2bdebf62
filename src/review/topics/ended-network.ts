import { ENDED_TRAFFIC } from "../../evidence/ended-traffic";
import { groupBy } from "../../infrastructure/blocks";
import { endpointsOf } from "../../infrastructure/endpoints";
import { controlPlanesOf, nodesOf } from "../../infrastructure/interface-sets";
import { loadBalancersOf } from "../../infrastructure/load-balancers";
import { type ResourceChange } from "../change";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { firstAndMore } from "./names";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Parts of the network that are replaced or destroyed, at the roots: what follows from another one is counted in its line. */
export const endedNetwork: Topic = {
  title: "Network that ends",
  lines: (change) => {
    const ended = change.resources.filter((each) => isEnded(each) && !followsOther(each));
    const roots = ended.filter(
      (each) => !PARTS.test(each.type) || !ended.some(({ type }) => type === "aws_lb"),
    );
    const alike = groupBy(roots, ({ type, action }) => `${type} ${action}`);
    return [
      ...[...alike.values()].flatMap((all) => endLine(change, all)),
      ...change.resources.flatMap((each) => groupLine(change, each)),
      ...change.resources.flatMap((each) => addressLine(change, each)),
    ];
  },
  // a destroyed part has its line here, or routes, rules and endpoints that are compared; a replaced one follows a root with a line
  judges: (changed, edit) =>
    edit === undefined &&
    "action" in changed &&
    (isEnded(changed) || isFollower(changed) || isGroup(changed) || changed.type === "aws_eip"),
};

const isGroup = ({ type, action }: ResourceChange): boolean =>
  type === "aws_security_group" && action === "replace";

const isEnded = ({ type, action }: ResourceChange): boolean => {
  const fact = ENDED_TRAFFIC[type];
  return action === "replace" ? fact !== undefined : action === "destroy" && fact?.destroyed !== undefined;
};

/** Parts of a load balancer, which end with it. */
const PARTS = /^aws_lb_(listener|target_group)$/;

/** Parts that a replacement of another one replaces, and that hold nothing themselves. */
const FOLLOWERS =
  /^aws_(default_security_group|route_table|route_table_association|route|network_acl|network_acl_association|vpc_endpoint_\w+|security_group)$/;

const isFollower = (change: ResourceChange): boolean =>
  change.action === "replace" && FOLLOWERS.test(change.type) && followsOther(change);

/** Whether it is replaced only since another one is. */
const followsOther = ({ action, reasons }: ResourceChange): boolean =>
  action === "replace" &&
  reasons.some(({ effect, follows }) => effect === "replace" && follows !== undefined);

function endLine(change: Change, alike: readonly ResourceChange[]): TopicLine[] {
  const [first] = alike;
  const fact = first && ENDED_TRAFFIC[first.type];
  if (!first || !fact) return [];
  const { layer, address, action, edits } = first;
  const names = firstAndMore(alike.map((each) => each.address));
  const following = followersOf(change, alike);
  const more = following.length === 0 ? [] : say`; ${following.length} more are replaced with it`;
  const text = say`${names} ${[action === "replace" ? "replaced" : "destroyed"]}${becauseOf(first)}: ${[(action === "replace" ? fact.replaced : fact.destroyed) ?? ""]}${more}`;
  return [
    { level: "attention", harm: "outage", layer, address, text, ...(edits.length > 0 ? { edits } : {}) },
  ];
}

/** Arguments that replace the block: ` (cidr_block)`. */
function becauseOf({ action, reasons }: ResourceChange): Phrase {
  const own = action === "replace" ? reasons.filter(({ effect }) => effect === "replace") : [];
  return own.length === 0 ? [] : say` (${joinValues([...new Set(own.map(({ argument }) => argument))])})`;
}

/** Changes that follow from some blocks, also by others between. */
function followersOf({ resources }: Change, roots: readonly ResourceChange[]): ResourceChange[] {
  const keys = new Set(roots.map(keyOf));
  const found: ResourceChange[] = [];
  for (let size = -1; size !== found.length;) {
    size = found.length;
    for (const each of resources) {
      const follows = each.reasons.some((reason) => reason.follows !== undefined && keys.has(reason.follows));
      if (each.action !== "replace" || keys.has(keyOf(each)) || !follows) continue;
      keys.add(keyOf(each));
      found.push(each);
    }
  }
  return found;
}

const keyOf = ({ layer, address }: ResourceChange): string => `${layer}/${address}`;

/**
 * A security group that interfaces have: its rules go first, and AWS deletes no group in use, so the apply stops halfway.
 *
 * Source: Amazon VPC user guide, "Delete a security group" (unconfirmed).
 */
function groupLine({ before }: Change, each: ResourceChange): TopicLine[] {
  const { layer, address, edits } = each;
  if (!isGroup(each) || followsOther(each)) return [];
  const sets = [
    ...nodesOf(before),
    ...controlPlanesOf(before),
    ...loadBalancersOf(before),
    ...endpointsOf(before),
  ];
  const users = sets.filter(({ groups }) => groups.includes(keyOf(each)));
  if (users.length === 0)
    return [
      {
        level: "info",
        layer,
        address,
        text: say`${address} replaced${becauseOf(each)}; nothing that the stacks know has it`,
      },
    ];
  const text = say`${address} replaced${becauseOf(each)}: its rules go first, which ends all connections of ${joinValues(users.slice(0, 2).map(({ name }) => name))}, and AWS deletes no group that interfaces have: the apply stops there`;
  return [{ level: "attention", harm: "outage", layer, address, text, edits }];
}

/** A public address that is released: AWS gives it to another account. */
function addressLine(_: Change, { layer, address, type, action }: ResourceChange): TopicLine[] {
  if (type !== "aws_eip" || (action !== "destroy" && action !== "replace")) return [];
  const text = say`${address} ${[`${action}${action === "replace" ? "d" : "ed"}`]}: its public address goes back to AWS and cannot be claimed again; lists of allowed addresses elsewhere need another one`;
  return [{ level: "attention", harm: "cannot go back", layer, address, text }];
}
