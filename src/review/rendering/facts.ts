import { type Phrase, joinValues, say } from "../stages/phrase";
import { isInTable } from "../stages/provider-releases";
import { type Review } from "../stages/review";

/** Remarks below the open lines: sides, versions, and what is not judged. */
export function reviewFacts(review: Review): Phrase[] {
  const { isNew, isGone, causes, verdict, origins } = review;
  if (verdict === "no change") return [];
  return [
    ...origins
      .filter(({ origin }) => origin.compared !== "inputs")
      .map(({ side, origin }) => say`${[side]}: ${[origin.text]}.`),
    ...(isNew ? [["The environment is new."]] : []),
    ...(isGone ? [["The environment was removed."]] : []),
    ...(causes.isKnown || causes.isOfModule || isNew || isGone ? [] : [[NO_CAUSES]]),
    ...(causes.isKnown && !causes.isOfModule && causes.changes.length === 0
      ? [[`No value of the environment's YAML file changed; ${withoutSettings(causes)} did.`]]
      : []),
    ...versionFact(review),
    ...notJudgedFact(review),
  ];
}

const NO_CAUSES =
  "Lines have no cause: one of the folders does not record the YAML values that it was synthesized from. Synthesize it again.";

const withoutSettings = ({ hasOwnChanges }: Review["causes"]): string =>
  hasOwnChanges ? "own Terraform files, or the program or its defaults," : "the program or its defaults";

/** The versions of the program on both sides, where they differ. */
function versionFact({ versions: [before, after], isNew, isGone }: Review): Phrase[] {
  if (before === after || isNew || isGone) return [];
  return [say`program: ${before ?? "not known"} → ${after ?? "not known"}`];
}

/** Parts of this change that the review cannot judge. The section "Not proved" has what it never judges. */
function notJudgedFact(review: Review): Phrase[] {
  const all = notJudgedFacts(review);
  const rest = all.length - MOST;
  const more = rest > 0 ? [` and ${rest} more`] : [];
  return all.length === 0 ? [] : [say`not judged: ${joinValues(all.slice(0, MOST))}${more}`];
}

/** Names on a page; JSON has all. */
const MOST = 6;

/** Modules and parts of the changed blocks that no check judges, and providers whose effects no table has. */
export function notJudgedFacts({ changes, checks, providers }: Review): string[] {
  const changed = [...changes.resources, ...changes.others];
  const keys = new Set(changed.map(keyOfBlock));
  const modules = changed.filter(({ address }) => address.startsWith("module."));
  const parts = checks.all.filter(
    (result) => result.check.id.endsWith("-not-judged") && keys.has(keyOfBlock(result)),
  );
  return [
    ...new Set([...modules, ...parts].map(({ address }) => address.replace(/^module\./, "module "))),
    ...providers
      .filter((each) => !isInTable(each))
      .map(({ provider, selected, table }) => {
        const release = selected.length > 0 ? selected.join(", ") : "without a lock";
        return `effects of ${provider} ${release} (known from ${table})`;
      }),
  ];
}

const keyOfBlock = ({ layer, address }: { readonly layer: string; readonly address: string }): string =>
  `${layer}/${address}`;
