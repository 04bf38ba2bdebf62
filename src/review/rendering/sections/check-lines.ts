import { type Result, fixOf, severityOf } from "../../../checks/run";
import { counted } from "../../../base/counted";
import { say } from "../../stages/phrase";
import { type Review } from "../../stages/review";
import { causeTexts } from "../cause-text";
import { type PageLine } from "../page";
import { type ShownLines, placeText } from "../place";

/** Findings that are new or resolved. Of one that is open above, its fix or its waiver. */
export function checkLines(review: Review, shown: ShownLines): PageLine[] {
  const { found, gone, waived } = review.checks;
  const before = reworded(found, gone);
  const line = (what: "found" | "gone", result: Result): PageLine => {
    const { check, layer, address, message, waiver } = result;
    const remedy = waiver ? say`waived until ${waiver.until}: ${waiver.reason}` : [`fix: ${fixOf(result)}`];
    if (shown.says({ layer, address }, message))
      return { text: say`${check.id} ${address}`, details: [remedy] };
    return {
      ...(what === "found" && !waiver ? { mark: "attention" as const } : {}),
      text: say`${[wordOf(what, result, before)]} ${[severityOf(result)]} ${check.id}: ${message}`,
      details: [
        ...[before.get(result) ?? []].flat().map((old) => say`before: ${old.message}`),
        placeText(review.environment, { layer, address }),
        ...causeTexts(review.causes.ofFinding(layer, address, what)),
        remedy,
      ],
    };
  };
  const known = new Set(before.values());
  const lines = [
    ...found.map((result) => line("found", result)),
    ...gone.filter((result) => !known.has(result)).map((result) => line("gone", result)),
  ];
  const rest = waived.filter((result) => !found.includes(result)).length;
  const still =
    lines.length > 0 && rest > 0
      ? [{ text: [`${counted(rest, "other finding")} ${rest === 1 ? "is" : "are"} still waived`] }]
      : [];
  return [...lines, ...still];
}

function wordOf(what: "found" | "gone", result: Result, before: ReadonlyMap<Result, Result>): string {
  if (what === "gone") return "resolved";
  const known = before.has(result) ? "changed" : "new";
  return result.waiver ? `${known} waived` : known;
}

/** Findings of both sides at one address, of which only the message differs, by the one after the change. */
function reworded(found: readonly Result[], gone: readonly Result[]): ReadonlyMap<Result, Result> {
  const haveSamePlace = (one: Result, other: Result): boolean =>
    one.check.id === other.check.id && one.layer === other.layer && one.address === other.address;
  return new Map(
    found.flatMap((result) => {
      const [old, ...more] = gone.filter((each) => haveSamePlace(each, result));
      const isOnly = more.length === 0 && found.filter((each) => haveSamePlace(each, result)).length === 1;
      return old && isOnly ? [[result, old] as const] : [];
    }),
  );
}
