import { NOTHING_STATED, type Stated } from "../../infrastructure/stated";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type Causes } from "../stages/causes";
import { type Section } from "../stages/line";
import { acceptedBlocksSection } from "./accepted-blocks";
import { EntryCauses } from "./entry-causes";
import { type Accepting } from "./hidden";
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
  accepting: Accepting,
  causes: Causes,
): Section[] {
  const entries = new EntryCauses(causes, after.record);
  const context = { ...accepting, causes: entries };
  if (before === undefined) return acceptedBlocksSection(NOTHING_STATED, after.stated, context);
  const [old, now] = [before.record, after.record];
  return [
    ...acceptedBlocksSection(before.stated, after.stated, context),
    { title: "Trusted names", lines: trustedLines(old, now, entries) },
    { title: "Waivers", lines: waiverLines({ ...context, before: old.waivers, after: now.waivers }) },
  ].filter(({ lines }) => lines.length > 0);
}
