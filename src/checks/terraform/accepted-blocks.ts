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

function problemsOf(
  { index, address, digest, until }: AcceptedBlock,
  {
    blocks,
    earlier,
    today,
  }: { readonly blocks: ReturnType<typeof ownBlocksOf>; readonly earlier: boolean; readonly today: string },
): Finding[] {
  const name = `acceptedBlocks[${index}]`;
  const there = blocks.filter(({ place }) => place.address === address);
  const problem = (key: string, message: string, fix: string): Finding => ({
    layer: there[0]?.layer ?? "state",
    address,
    message: `${name} ${message}`,
    fix,
    cause: ["acceptedBlocks", index, key],
  });
  if (until < today)
    return [
      problem("until", `expired on ${until}`, "review the block, and set a new last day or remove the entry"),
    ];
  if (there.length === 0) {
    const words = orMeant(
      address,
      blocks.map(({ place }) => place.address),
    );
    return [
      problem(
        "address",
        `accepts nothing: no own block has the address ${address}${words}`,
        "remove the entry",
      ),
    ];
  }
  if (earlier)
    return [problem("address", "accepts nothing: an earlier entry accepts the same block", "remove it")];
  const same = there.find(({ place }) => place.digest === digest);
  if (!same)
    return [
      problem(
        "digest",
        `accepts nothing: ${address} is another block than the accepted one`,
        `review the block; to accept it, write digest: ${there.map(({ place }) => place.digest).join(" or ")}`,
      ),
    ];
  return partsNotJudged(same).length > 0
    ? []
    : [
        problem(
          "address",
          `accepts nothing: every part of ${address} is judged or harmless`,
          "remove the entry",
        ),
      ];
}
