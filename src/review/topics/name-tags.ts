import { type Edit } from "../change";
import { isOfTags } from "../comparison/tag-arguments";
import { firstAndMore, fromTo, joinPhrases, say } from "../stages/phrase";
import { attention, info, resultsByKey, type Topic } from "./topic";

/** Tags of parts of the network. Controllers find subnets and groups by some of them. */
export const nameTags: Topic = {
  title: "Tags of the network",
  lines: ({ resources }) =>
    resultsByKey(
      resources
        .filter(({ type, action }) => PARTS.test(type) && action === "change")
        .map((resource) => ({ resource, edits: resource.edits.filter(isOfTags) }))
        .filter(({ edits }) => edits.length > 0),
      ({ resource, edits }) => `${resource.layer} ${resource.type} ${edits.map(keyOf).join()}`,
      ({ resource, edits }, all) => {
        const changes = joinPhrases(edits.map((edit) => say`${keyOf(edit)} ${fromTo(edit)}`));
        const text = say`tags of ${firstAndMore(all.map((each) => each.resource.address))}: ${changes}`;
        return edits.some((edit) => FOUND_BY.test(keyOf(edit)))
          ? attention(resource, say`${text}; controllers find it by this tag`, { edits })
          : info(resource, text, { harm: "tags only", edits });
      },
    ),
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
