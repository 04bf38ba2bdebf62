import { type ResourceChange } from "../change";
import { type Harm } from "./harm";
import { isOfTags } from "../comparison/tag-arguments";

/**
 * The least harm of an action, by itself: an update in place, tags, a replacement. What the object holds, such as data or the
 * pods of a node, is in the lines of topics.
 */
export function harmOfAction({ action, edits, reasons, from }: ResourceChange): Harm {
  if (from !== undefined && edits.length === 0) return "none";
  if (action === "replace") return "replaced";
  if (action !== "change" && action !== "unknown") return "none";
  const changed = [...edits, ...reasons.filter(({ effect }) => effect !== "none")];
  return changed.length > 0 && changed.every(isOfTags) ? "tags only" : "in place";
}
