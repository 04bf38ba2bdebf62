import { needsAttention, stops } from "../harm";
import { type ReviewLine } from "../line";
import { type PageLine } from "./page";

/** The mark of a line, open or in a fold. */
export function markOf({ level, harm = "none" }: ReviewLine): PageLine["mark"] {
  if (stops(harm)) return "danger";
  return level === "attention" || needsAttention(harm) ? "attention" : undefined;
}
