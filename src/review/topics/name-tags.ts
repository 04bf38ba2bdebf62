import { groupBy } from "../../infrastructure/blocks";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { isOfTags } from "../comparison/tag-arguments";
import { joined, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { firstAndMore } from "./names";
import { type Topic, type TopicLine } from "./topic";

/** Tags of parts of the network. Controllers find subnets and groups by some of them. */
export const nameTags: Topic = {
  title: "Tags of the network",
  lines: ({ resources }) => {
    const tagged = resources.flatMap((each) => {
      const found = PARTS.test(each.type) && each.action === "change" ? each.edits.filter(isOfTags) : [];
      return found.length === 0 ? [] : [{ each, found }];
    });
    const alike = groupBy(
      tagged,
      ({ each, found }) => `${each.layer} ${each.type} ${found.map(keyOf).join()}`,
    );
    return [...alike.values()].flatMap((all) => lineOf(all));
  },
};

const PARTS =
  /^aws_(vpc|subnet|security_group|route_table|nat_gateway|internet_gateway|eip|network_acl|vpc_endpoint|lb)$/;

/**
 * Tags by which programs find subnets and groups.
 *
 * Source: AWS Load Balancer Controller 3.5.0 guide, "Subnet auto-discovery" (read 2026-11-20); Karpenter, "NodeClasses"
 * (unconfirmed).
 */
const FOUND_BY = /^(kubernetes\.io\/|karpenter\.sh\/|elbv2\.k8s\.aws\/)/;

const keyOf = ({ path }: Edit): string => path.replace(/^tags(_all)?\.?/, "");

function lineOf(
  all: readonly { readonly each: ResourceChange; readonly found: readonly Edit[] }[],
): TopicLine[] {
  const [first] = all;
  if (!first) return [];
  const { layer, address } = first.each;
  const isFoundBy = first.found.some((edit) => FOUND_BY.test(keyOf(edit)));
  const changes = joined(first.found.map((edit) => say`${keyOf(edit)} ${fromTo(edit)}`));
  const text = say`tags of ${firstAndMore(all.map(({ each }) => each.address))}: ${changes}`;
  return [
    isFoundBy
      ? {
          level: "attention",
          layer,
          address,
          edits: first.found,
          text: say`${text}; controllers find it by this tag`,
        }
      : { level: "info", harm: "tags only", layer, address, edits: first.found, text },
  ];
}
