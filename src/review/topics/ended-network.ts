import { ENDED_TRAFFIC } from "../../evidence/ended-traffic";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type ResourceChange } from "../change";
import { firstAndMore, joinValues, type Phrase, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import { type Change, keyOfPlace, orAll, resultsByKey, type Topic, type TopicLine } from "./topic";
import { rowLines } from "./rows";

const { line } = sentencesOf("Network that ends");

/** Parts of the network that are replaced or destroyed, at the roots: what follows from another one is counted in its line. */
export const endedNetwork: Topic = {
  title: "Network that ends",
  lines: (change) => {
    const ended = change.resources.filter((each) => isEnded(each) && !followsOther(each));
    const roots = ended.filter(
      (each) => !PARTS.test(each.type) || !ended.some(({ type }) => type === "aws_lb"),
    );
    return [
      ...resultsByKey(
        roots,
        ({ type, action }) => `${type} ${action}`,
        (first, all) => endLine(change, first, all),
      ),
      ...change.resources.flatMap((each) => groupLine(change, each)),
      // a public address that is released: AWS gives it to another account
      ...change.resources.flatMap((each) => rowLines("Public addresses", each, change)),
    ];
  },
  // a destroyed part has its line here, or routes, rules and endpoints that are compared; a replaced one follows a root with a line
  judgesBlock: (resource) =>
    isEnded(resource) || isFollower(resource) || isGroup(resource) || resource.type === "aws_eip",
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

function endLine(change: Change, first: ResourceChange, equal: readonly ResourceChange[]): TopicLine[] {
  const fact = ENDED_TRAFFIC[first.type];
  if (!fact) return [];
  const [how, end] = first.action === "replace" ? ["replaced", fact.replaced] : ["destroyed", fact.destroyed];
  const names = firstAndMore(equal.map((each) => each.address));
  const following = followersOf(change, equal);
  const more = following.length === 0 ? [] : say`; ${following.length} more replaced with it`;
  const words = { names, how: [how], because: becauseOf(first), end: [end ?? ""], more };
  return [line("ended", first, words, { edits: orAll(first.edits) })];
}

/** Arguments that replace the block: ` (cidr_block)`. */
function becauseOf({ action, reasons }: ResourceChange): Phrase {
  const own = action === "replace" ? reasons.filter(({ effect }) => effect === "replace") : [];
  return own.length === 0 ? [] : say` (${joinValues([...new Set(own.map(({ argument }) => argument))])})`;
}

/** Changes that follow from some blocks, also by others between. */
function followersOf({ resources }: Change, roots: readonly ResourceChange[]): ResourceChange[] {
  const keys = new Set(roots.map(keyOfPlace));
  const found: ResourceChange[] = [];
  for (let size = -1; size !== found.length;) {
    size = found.length;
    for (const each of resources) {
      const follows = each.reasons.some((reason) => reason.follows !== undefined && keys.has(reason.follows));
      if (each.action !== "replace" || keys.has(keyOfPlace(each)) || !follows) continue;
      keys.add(keyOfPlace(each));
      found.push(each);
    }
  }
  return found;
}

/**
 * A security group that interfaces have: its rules go first, and AWS deletes no group in use, so the apply stops halfway.
 *
 * Source: Amazon VPC user guide, "Delete a security group" (unconfirmed).
 */
function groupLine({ before }: Change, group: ResourceChange): TopicLine[] {
  if (!isGroup(group) || followsOther(group)) return [];
  const sets = [
    ...interfacesOf(before).nodes,
    ...interfacesOf(before).controlPlanes,
    ...loadBalancersOf(before),
    ...endpointsOf(before),
  ];
  const users = sets.filter(({ groups }) => groups.includes(keyOfPlace(group)));
  const because = becauseOf(group);
  if (users.length === 0) return [line("unused group", group, { because })];
  const names = joinValues(users.slice(0, 2).map(({ name }) => name));
  return [line("group", group, { because, users: names }, { edits: group.edits })];
}
