import { type AcceptedBlock } from "../../infrastructure/accepted-blocks";
import { type Stated } from "../../infrastructure/stated";
import { type Cause } from "../stages/causes";
import { type ReviewLine, type Section } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import { type EntryCauses } from "./entry-causes";
import { type Accepting, hides } from "./hidden";

interface Context extends Accepting {
  readonly causes: EntryCauses;
}

/** New, longer, changed and removed entries of `acceptedBlocks`; none without a change. */
export function acceptedBlocksSection(
  { acceptedBlocks: before = [] }: Stated,
  { acceptedBlocks: after = [] }: Stated,
  context?: Context,
): Section[] {
  const old = new Map(before.map((entry) => [keyOfBlock(entry), entry]));
  const now = new Set(after.map(keyOfBlock));
  const lines = [
    ...after.flatMap((entry) => changeOf(old.get(keyOfBlock(entry)), entry, context)),
    ...before
      .filter((entry) => !now.has(keyOfBlock(entry)))
      .map(({ address, reason }): ReviewLine => ({
        level: "info",
        ...causedBy(context?.causes.of("acceptedBlocks")),
        text: say`${address} is no longer accepted; it was: ${reason}`,
      })),
  ];
  return lines.length === 0 ? [] : [{ title: "Accepted blocks", lines }];
}

const keyOfBlock = ({ address, digest }: AcceptedBlock): string => `${address} ${digest}`;

const causedBy = (cause: Cause | undefined): Pick<ReviewLine, "cause"> => (cause ? { cause } : {});

function changeOf(
  before: AcceptedBlock | undefined,
  { address, digest, reason, until }: AcceptedBlock,
  context: Context | undefined,
): ReviewLine[] {
  const cause = causedBy(context?.causes.of("acceptedBlocks", { address, digest, until }));
  const hidden = context
    ? hides(
        context.waived.filter((result) => result.address === address && result.accepted !== undefined),
        context,
      )
    : [];
  const line = (text: Phrase): ReviewLine[] => [{ level: "attention", ...cause, text }];
  if (!before)
    return line(
      say`${address} is accepted until ${until}, although no check judges all of it: ${reason}${hidden}`,
    );
  if (before.until !== until) {
    const text = say`${address} is accepted until ${until}, before until ${before.until}: ${reason}`;
    return until > before.until ? line([...text, ...hidden]) : [{ level: "info", ...cause, text }];
  }
  return before.reason === reason
    ? []
    : line(say`${address} is accepted for another reason: ${reason}, before: ${before.reason}`);
}
