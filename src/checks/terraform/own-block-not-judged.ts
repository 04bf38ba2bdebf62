import { type AcceptedBlock, ownBlocksOf } from "../../infrastructure/accepted-blocks";
import { type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

type OwnBlock = ReturnType<typeof ownBlocksOf>[number];

export const ownBlockNotJudged: Check = {
  ...ruleOf(TEXTS, "own-block-not-judged"),
  insteadOfWaiver: "remove the waiver; the error of the block prints its entry of acceptedBlocks",
  run: (plan, { today, statedOf }) => {
    const { acceptedBlocks = [] } = statedOf(plan.name);
    return ownBlocksOf(plan).flatMap((block) => findingOf(block, acceptedBlocks, today));
  },
};

function findingOf(block: OwnBlock, entries: readonly AcceptedBlock[], today: string): Finding[] {
  const {
    layer,
    place: { address, digest },
  } = block;
  const parts = partsNotJudged(block);
  if (parts.length === 0) return [];
  const entry = entries.find(
    (each) => each.address === address && each.digest === digest && each.until >= today,
  );
  return [
    {
      layer,
      address,
      reviewed: parts.map((part) => (/ with |^type \S/.test(part) ? "" : (part.split(" ")[0] ?? ""))),
      // Reports count the blocks of acceptedBlocks by themselves, so that it is not marked as not judged.
      // With the digest, an edited block is another finding.
      message: `block ${digest} is not judged as a whole: ${parts.join(", ")}`,
      fix: `review what is listed; to accept the block as it is, add this entry to acceptedBlocks of the environment's file:\n${entryOf(address, digest, today)}`,
      ...(entry ? { accepted: { reason: entry.reason, until: entry.until } } : {}),
    },
  ];
}

/** The tables of what is judged are loaded where there is an own block. */
/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- evaluated when it is called */
export const partsNotJudged = ({ stack, place }: OwnBlock): string[] =>
  (
    require("../../infrastructure/text-not-judged") as typeof import("../../infrastructure/text-not-judged")
  ).notJudgedIn(stack, place);
/* eslint-enable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */

/** Months until an accepted block is reviewed again, where its owner writes no other day. */
const MONTHS = 6;

/** Lines for the environment's file. */
function entryOf(address: string, digest: string, today: string): string {
  const last = new Date(`${today}T00:00:00Z`);
  last.setUTCMonth(last.getUTCMonth() + MONTHS);
  const lines = [
    `- address: ${address}`,
    `  digest: ${digest}`,
    "  reason: say why it may be so",
    `  until: ${last.toISOString().slice(0, 10)}`,
  ];
  return lines.map((line) => `          ${line}`).join("\n");
}
