import { type AcceptedBlock } from "../../proof/model/accepted-blocks";
import { type Stated } from "../../proof/model/stated/stated";
import { type ReviewLine, type Section } from "./line";
import { say } from "./phrase";

/** New, longer, changed and removed entries of `acceptedBlocks`; none without a change. */
export function acceptedBlocksSection(
  { acceptedBlocks: before = [] }: Stated,
  { acceptedBlocks: after = [] }: Stated,
): Section[] {
  const old = new Map(before.map((entry) => [keyOf(entry), entry]));
  const now = new Set(after.map(keyOf));
  const lines = [
    ...after.flatMap((entry) => changeOf(old.get(keyOf(entry)), entry)),
    ...before
      .filter((entry) => !now.has(keyOf(entry)))
      .map(({ address, reason }): ReviewLine => ({
        level: "info",
        text: say`${address} is no longer accepted; it was: ${reason}`,
      })),
  ];
  return lines.length === 0 ? [] : [{ title: "Accepted blocks", lines }];
}

const keyOf = ({ address, digest }: AcceptedBlock): string => `${address} ${digest}`;

function changeOf(
  before: AcceptedBlock | undefined,
  { address, reason, until }: AcceptedBlock,
): ReviewLine[] {
  const line = (text: ReviewLine["text"]): ReviewLine[] => [{ level: "attention", text }];
  if (!before)
    return line(say`${address} is accepted until ${until}, although no check judges all of it: ${reason}`);
  if (before.until !== until)
    return line(say`${address} is accepted until ${until}, before until ${before.until}: ${reason}`);
  return before.reason === reason
    ? []
    : line(say`${address} is accepted for another reason: ${reason}, before: ${before.reason}`);
}
