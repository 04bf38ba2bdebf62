import { needsAttention, stops } from "../stages/harm";
import { type ReviewLine } from "../stages/line";
import { type PageLine } from "./page";

/** The mark of a line, open or in a fold. */
export function markOf({ level, harm = "none" }: ReviewLine): PageLine["mark"] {
  if (stops(harm)) return "danger";
  return level === "attention" || needsAttention(harm) ? "attention" : undefined;
}
