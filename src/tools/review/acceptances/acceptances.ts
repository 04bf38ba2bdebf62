import { NOTHING_STATED, type Stated } from "../../../proof/model/stated/stated";
import { type EnvironmentRecord } from "../../../proof/terraform-json/environment-record";
import { type Causes } from "../causes";
import { type ChecksReview } from "../compare-checks";
import { type ReviewLine, type Section } from "../line";
import { acceptedBlocksSection } from "./accepted-blocks";
import { EntryCauses } from "./entry-causes";
import { trustedLines } from "./trusted";
import { waiverLines } from "./waivers";

/** One side, with what its file accepts. */
interface AcceptingSide {
  readonly record: EnvironmentRecord;
  readonly stated: Stated;
}

/** Differences in what the file accepts: blocks, names of others, and findings. Each finding of a new environment has a line itself. */
export function acceptanceSections(
  before: AcceptingSide | undefined,
  after: AcceptingSide,
  { waived }: ChecksReview,
  causes: Causes,
  others: readonly ReviewLine[],
): Section[] {
  const entries = new EntryCauses(causes, after.record);
  if (before === undefined)
    return acceptedBlocksSection(NOTHING_STATED, after.stated, { causes: entries, waived, others });
  const waivers = waiverLines({
    before: before.record.waivers,
    after: after.record.waivers,
    waived,
    causes: entries,
    others,
  });
  return [
    ...acceptedBlocksSection(before.stated, after.stated, { causes: entries, waived, others }),
    { title: "Trusted names", lines: trustedLines(before.record, after.record, entries) },
    { title: "Waivers", lines: waivers },
  ].filter(({ lines }) => lines.length > 0);
}
