import { type ReviewLine } from "../../stages/line";
import { plain } from "../../stages/phrase";
import { type Review } from "../../stages/review";
import { type PageLine } from "../page";
import { type ShownLines } from "../place";
import { reviewLine } from "./changes";

/** Lines that no other part of the page has, such as removed stacks. */
export function restLines(review: Review, shown: ShownLines): PageLine[] {
  const placed = new Set([...review.topics.flatMap(({ lines }) => lines), ...review.files]);
  const textsByKey = textsElsewhere(review);
  return review.lines
    .filter((line) => !placed.has(line) && !shown.has(line))
    .filter(
      (line) => !(textsByKey.get(keyOfBlock(line)) ?? []).some((text) => plain(line.text).includes(text)),
    )
    .map((line) => reviewLine(review, line));
}

/** Texts of findings, plans and edited files, which have sections of their own, by their place. */
function textsElsewhere({ checks, plans, origins }: Review): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>();
  const add = (place: Place, text: string): void => {
    const known = texts.get(keyOfBlock(place));
    if (known) known.push(text);
    else texts.set(keyOfBlock(place), [text]);
  };
  for (const result of [...checks.found, ...checks.gone]) add(result, result.message);
  for (const { layer, differences } of plans)
    for (const { address, planned } of differences) add({ layer, address }, planned);
  for (const { origin } of origins) for (const edit of origin.edits) add(edit, edit.message);
  return texts;
}

type Place = Pick<ReviewLine, "layer" | "address">;

const keyOfBlock = ({ layer, address }: Place): string => `${layer}/${address}`;
