import pc from "picocolors";
import { type Examined, isLosing } from "../../address-locks/examine";
import { type LockFile } from "../../address-locks/lock-file";
import { accepting } from "../../address-locks/record";
import { type MovedLock } from "../../address-locks/rename";
import { type Knowledge, addressCount, lostLines, lostAddressOptions } from "../../address-locks/report";
import { formatProblem } from "../../config/loader/problems";

type Orphans = ReadonlyMap<string, LockFile>;

/** Whether a lock records exactly what is emitted, by moves that hold. */
export const isCurrent = ({ isLocked, differences, problems }: Examined): boolean =>
  isLocked && differences.length === 0 && problems.length === 0;

/** What differs from the locks, and what to do about it. */
export function comparedPage(examined: readonly Examined[], orphans: Orphans, knowledge: Knowledge): string {
  const losing = examined.filter(isLosing);
  return text([
    ...examined.flatMap((each) => [
      headOf(each),
      ...each.problems.map(formatProblem),
      ...changeLines(each),
      ...lostLines(each, knowledge, pc.red("lost ")),
    ]),
    ...[...orphans.values()].map(
      (orphan) =>
        `${pc.yellow("stale")} ${orphan.file}: its YAML is gone, ${FATE_OF_ORPHANS} (${addressCount(sizeOf(orphan))}); ` +
        "npm run addresses -- --accept removes it",
    ),
    ...(losing.length > 0 ? ["", lostAddressOptions(losing, knowledge)] : recordHint(examined)),
  ]);
}

/** What was recorded, and loudly what was given up. */
export function acceptedPage(examined: readonly Examined[], orphans: Orphans, knowledge: Knowledge): string {
  const given = examined.filter(isLosing);
  const lost = given.flatMap(({ differences }) => differences.flatMap((each) => each.lost));
  return text([
    ...given.flatMap((each) => lostLines(each, knowledge, pc.red("given up"))),
    ...examined.flatMap((each) => [
      ...accepting(each.lock, each.emitted).dropped.map(
        ({ stack, from, to }) =>
          `${pc.yellow("dropped")} ${stack} ${from} -> ${to}: it leads to what is given up`,
      ),
      isCurrent(each)
        ? headOf(each)
        : `${pc.green("recorded")} ${each.file}: ${addressCount(countOf(each))} (${changesOf(each)})`,
    ]),
    ...[...orphans.values()].map(
      (orphan) =>
        `${pc.red("removed")} ${orphan.file}: ${addressCount(sizeOf(orphan))} of an environment whose YAML is gone; ${FATE_OF_ORPHANS}`,
    ),
    ...(lost.length > 0
      ? [
          "",
          pc.red(
            `GIVEN UP: ${addressCount(lost.length)}. The next terraform apply DESTROYS what they stand for. ` +
              "Commit the locks, so that a reviewer sees it; restore them from version control to take it back.",
          ),
        ]
      : []),
  ]);
}

export function movedPage(written: readonly MovedLock[]): string {
  const lines = written.flatMap(({ file, moves }) => [
    `${pc.green("recorded")} ${file}`,
    ...moves.map(({ stack, from, to }) => `moved    ${stack} ${from} -> ${to}`),
  ]);
  return text([
    ...lines,
    "",
    "A move may go once its environment was applied with it; until then it has to stay.",
  ]);
}

const FATE_OF_ORPHANS = "and Terraform destroys nothing of what it records: destroy its stacks first";

function headOf(examined: Examined): string {
  const { environment, file, isLocked, lock } = examined;
  const count = addressCount(countOf(examined));
  if (!isLocked) return `${pc.yellow("new")}   ${environment}: ${count}, and no ${file} yet`;
  if (!isCurrent(examined)) return `${pc.yellow("stale")} ${file}`;
  const moves = lock.moves.length > 0 ? `, ${lock.moves.length} moves` : "";
  return `${pc.green("same")}  ${file}: ${count}${moves}`;
}

/** What changed without a loss, a line each; of an environment without a lock, everything would be new. */
function changeLines({ isLocked, differences }: Examined): string[] {
  return differences.flatMap(({ stack, added, moved, recounted }) => [
    ...(isLocked ? added.map((address) => `new   ${pc.bold(stack)} ${address}`) : []),
    ...moved.map(({ from, to }) => `moved ${pc.bold(stack)} ${from} -> ${to}`),
    ...recounted.map(
      (address) =>
        `count ${pc.bold(stack)} ${address}: a count came or went, and Terraform keeps what exists`,
    ),
  ]);
}

/** Wrong moves come first: nothing is recorded before they are mended. */
function recordHint(examined: readonly Examined[]): string[] {
  const canRecord = examined.every(({ problems }) => problems.length === 0);
  return canRecord && !examined.every(isCurrent)
    ? ["", "npm run addresses -- --accept records what is emitted"]
    : [];
}

function changesOf({ differences }: Examined): string {
  const count = (kind: "added" | "moved" | "recounted" | "lost"): number =>
    differences.reduce((sum, difference) => sum + difference[kind].length, 0);
  const counts = [
    [count("added"), "new"],
    [count("moved"), "moved"],
    [count("recounted"), "with another count"],
    [count("lost"), "given up"],
  ] as const;
  const shown = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return shown.length > 0 ? shown.join(", ") : "none";
}

const countOf = ({ emitted }: Examined): number =>
  [...emitted.values()].reduce((sum, addresses) => sum + addresses.size, 0);

const sizeOf = ({ lock }: LockFile): number =>
  [...lock.addresses.values()].reduce((sum, addresses) => sum + addresses.size, 0);

const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
