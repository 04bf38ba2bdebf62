import { isDeepStrictEqual } from "node:util";
import { say } from "../../stages/phrase";
import { type Change, info, keyOfPlace, type TopicLine } from "../topic";
import { jsonIn } from "../../../terraform/stack-json";
import { policiesOf } from "../../../infrastructure/identity-policies";

/** Policies with another text that Terraform compares as equal: a reader of the files sees a difference, and a plan has none. */
export function rewrittenLines({
  before,
  after,
  resources,
}: Pick<Change, "before" | "after" | "resources">): TopicLine[] {
  const changed = new Set(resources.map(keyOfPlace));
  return after.all.flatMap((is) => {
    const was = before.find(is.layer, is.address);
    if (!was || changed.has(keyOfPlace(is)) || isDeepStrictEqual(was.config, is.config)) return [];
    const [old, now] = [documentsOf(before, was), documentsOf(after, is)];
    if (isDeepStrictEqual(old, now)) return [];
    return info(is, say`${is.address}: the policy is written in another order and allows the same`);
  });
}

const documentsOf = (plan: Change["after"], block: Change["after"]["all"][number]) =>
  policiesOf(plan).flatMap(({ resource, document }) => (resource === block ? [jsonIn(document)] : []));
