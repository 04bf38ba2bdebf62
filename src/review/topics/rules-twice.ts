import { groupRulesOf, type SgRule } from "../../infrastructure/network-rules";
import { sentencesOf } from "./named";
import { type Change, existenceIn, type TopicLine } from "./topic";

/**
 * A rule that another block makes again: AWS refuses a rule that exists, and has one rule for both blocks. Terraform does not
 * know that they are the same, so the deletion of the old block can follow the creation of the new one.
 *
 * Source: Amazon EC2 API reference, AuthorizeSecurityGroupIngress, InvalidPermission.Duplicate (unconfirmed).
 */
export function ruleTwiceLines(change: Change): TopicLine[] {
  const { wasThere, isThere } = existenceIn(change);
  const gone = new Map(
    groupRulesOf(change.before)
      .all.filter(({ resource }) => wasThere(resource) && !isThere(resource))
      .map((rule) => [sameRule(rule), rule]),
  );
  return groupRulesOf(change.after).all.flatMap((rule) => {
    const old = wasThere(rule.resource) ? undefined : gone.get(sameRule(rule));
    if (!old || rule.implied) return [];
    return sentencesOf("Network paths").line("again", rule.resource, { old: old.resource.address });
  });
}

const sameRule = ({ group, direction, peer, protocol, from, to }: SgRule): string =>
  JSON.stringify([group, direction, peer, protocol, from, to]);
