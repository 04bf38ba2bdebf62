import { isDeepStrictEqual } from "node:util";
import { sentencesOf } from "../named";
import { type Change, keyOfPlace, type TopicLine } from "../topic";
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
    return sentencesOf("Permissions").line("rewritten policy", is);
  });
}

const documentsOf = (plan: Change["after"], block: Change["after"]["all"][number]) =>
  policiesOf(plan).flatMap(({ resource, document }) => (resource === block ? [jsonIn(document)] : []));
