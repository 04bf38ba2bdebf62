import { isDeepStrictEqual } from "node:util";
import { policyPlaces } from "../../../infrastructure/policy-places";
import { jsonIn } from "../../../infrastructure/blocks";
import { say } from "../../stages/phrase";
import { type Change, type TopicLine } from "../topic";

/** Policies with another text that Terraform compares as equal: a reader of the files sees a difference, and a plan has none. */
export function rewrittenLines({
  before,
  after,
  resources,
}: Pick<Change, "before" | "after" | "resources">): TopicLine[] {
  const changed = new Set(resources.map(({ layer, address }) => `${layer}/${address}`));
  return after.all.flatMap((is): TopicLine[] => {
    const was = before.find(is.layer, is.address);
    if (!was || changed.has(`${is.layer}/${is.address}`) || isDeepStrictEqual(was.config, is.config))
      return [];
    const [old, now] = [was, is].map((each) => policyPlaces(each).map(({ document }) => jsonIn(document)));
    if (isDeepStrictEqual(old, now)) return [];
    const { layer, address } = is;
    return [
      {
        level: "info",
        layer,
        address,
        text: say`${address}: the policy is written in another order and allows the same`,
      },
    ];
  });
}
