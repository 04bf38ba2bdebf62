import { orMeant } from "../../base/did-you-mean";
import { type AcceptedBlock, isInherited, ownBlocksOf } from "../../infrastructure/accepted-blocks";
import { type Check, type Finding, ruleOf } from "../check";
import { partsNotJudged } from "./own-block-not-judged";
import TEXTS from "./texts.json";

export const acceptedBlocks: Check = {
  ...ruleOf(TEXTS, "accepted-blocks"),
  insteadOfWaiver: "remove the waiver, and correct or remove the entry of acceptedBlocks",
  run: (plan, { today, statedOf }) => {
    const { acceptedBlocks: entries = [] } = statedOf(plan.name);
    const blocks = entries.length === 0 ? [] : ownBlocksOf(plan);
    return entries.flatMap((entry, place) => {
      const earlier = entries.slice(0, place).some((each) => isSame(each, entry) && each.until >= today);
      return isInherited(entry, plan.name) ? [] : problemsOf(entry, { blocks, earlier, today });
    });
  },
};

const isSame = (a: AcceptedBlock, b: AcceptedBlock): boolean =>
  a.address === b.address && a.digest === b.digest;

interface Around {
  readonly blocks: ReturnType<typeof ownBlocksOf>;
  /** Whether an earlier entry accepts the same block. */
  readonly earlier: boolean;
  readonly today: string;
}

function problemsOf(entry: AcceptedBlock, around: Around): Finding[] {
  const { index, address } = entry;
  const there = around.blocks.filter(({ place }) => place.address === address);
  const problem = problemIn(entry, there, around);
  if (!problem) return [];
  const [key, message, fix] = problem;
  const place = { layer: there[0]?.layer ?? "state", address } as const;
  const cause = ["acceptedBlocks", index, key];
  return [{ ...place, message: `acceptedBlocks[${index}] ${message}`, fix, cause }];
}

/** The key that is wrong, with the problem and its fix. */
function problemIn(
  { address, digest, until }: AcceptedBlock,
  there: Around["blocks"],
  { blocks, earlier, today }: Around,
): [key: string, message: string, fix: string] | undefined {
  const nothing = (why: string): string => `accepts nothing: ${why}`;
  const again = "review the block, and set a new last day or remove the entry";
  if (until < today) return ["until", `expired on ${until}`, again];
  const addresses = blocks.map(({ place }) => place.address);
  const none = `no own block has the address ${address}${orMeant(address, addresses)}`;
  if (there.length === 0) return ["address", nothing(none), "remove the entry"];
  if (earlier) return ["address", nothing("an earlier entry accepts the same block"), "remove it"];
  const same = there.find(({ place }) => place.digest === digest);
  const digests = there.map(({ place }) => place.digest).join(" or ");
  const written = `review the block; to accept it, write digest: ${digests}`;
  if (!same) return ["digest", nothing(`${address} is another block than the accepted one`), written];
  if (partsNotJudged(same).length > 0) return undefined;
  return ["address", nothing(`every part of ${address} is judged or harmless`), "remove the entry"];
}
