import { block, text } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { fromTo, say } from "../stages/phrase";
import { holderGoes, holderIsNew } from "./holders";
import { type Own, topicOfRows } from "./rows";
import { editsOf } from "./topic";

const statusIn = (config: ResourceChange["before"]): string | undefined =>
  text(block(config?.["versioning_configuration"])["status"]);

const isMoved = (resource: ResourceChange): boolean =>
  resource.action === "replace" && editsOf(resource, "bucket").length > 0;

const OWN: Own = {
  when: {
    // to a bucket that another block may have set before
    moved: ({ resource }) => isMoved(resource),
    // from the change of its bucket
    apart: ({ resource, change }) =>
      !isMoved(resource) && !holderGoes(change, resource) && !holderIsNew(change, resource),
    "of another state": ({ resource: { before, after } }) => statusIn(before) !== statusIn(after),
    enabled: ({ resource }) => statusIn(resource.after) === "Enabled",
  },
  words: {
    "other bucket": ({ resource }) => editsOf(resource, "bucket").slice(0, 1).flatMap(fromTo),
    state: ({ resource: { before, after } }) =>
      say`${statusIn(before) ?? "not set"} → ${statusIn(after) ?? "Suspended"}`,
  },
};

/** Settings of buckets that exist: versions, encryption and the owner of objects. */
export const buckets = topicOfRows("Buckets", OWN);
