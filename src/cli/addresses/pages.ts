import pc from "picocolors";
import { type acceptedLock, type locksWithMoves } from "../../project/address-lock-edits";
import { type LockFile } from "../../project/address-lock-file";
import {
  type knowledgeOf,
  lostLines,
  replacedCount,
  replacedLines,
  waysOut,
} from "../../project/address-report";
import { type Examined } from "../../project/examine";
import { formatProblem, joinWithLimit } from "../../environment/problems";
import { counted } from "../../base/counted";
import { NPX } from "../../base/program-name";

type Orphans = ReadonlyMap<string, LockFile>;
type Knowledge = ReturnType<typeof knowledgeOf>;

/** Whether a lock records exactly the emitted addresses and values, with valid moves. */
export const isLockCurrent = (examined: Examined): boolean => {
  const { isLocked, differences, problems, replaced, unrecordedValues } = examined;
  return isLocked && [differences, problems, replaced, unrecordedValues].every((each) => each.length === 0);
};

/** Differences from the locks, and the commands that resolve them. */
export function addressesPage(examined: readonly Examined[], orphans: Orphans, knowledge: Knowledge): string {
  return text([
    ...examined.flatMap((each) => [
      headOf(each),
      ...each.problems.map(formatProblem),
      ...changeLines(each),
      ...lostLines(each, knowledge, pc.red("lost ")),
      ...replacedLines(each, knowledge, "replaced"),
    ]),
    ...[...orphans.values()].map(
      (orphan) =>
        `${pc.yellow("stale")} ${orphan.file}: its YAML file is missing, ${FATE_OF_ORPHANS} (${counted(sizeOf(orphan), "address")}); ` +
        `${NPX} lock addresses --accept removes it`,
    ),
    ...waysOut(examined, knowledge).flatMap((way) => ["", way]),
    ...(examined.some(({ isRefused }) => isRefused) ? [] : recordHint(examined)),
  ]);
}

/** Recorded, given-up and retained addresses. */
export function acceptedPage(
  examined: readonly Examined[],
  accepted: readonly ReturnType<typeof acceptedLock>[],
  orphans: Orphans,
  knowledge: Knowledge,
): string {
  const retained = accepted.flatMap(({ added }) => added);
  const lost = accepted.flatMap(({ givenUp }) => givenUp);
  const replaced = examined.flatMap((each) => each.replaced).filter(({ isVersion }) => !isVersion);
  return text([
    ...examined.flatMap((each) => lostLines(each, knowledge, pc.red("given up"))),
    ...examined.flatMap((each) => replacedLines(each, knowledge, "accepted")),
    ...examined.flatMap((each, index) => [
      ...(accepted[index]?.dropped ?? []).map(
        ({ stack, from, to }) => `${pc.yellow("dropped")} ${stack} ${from} -> ${to}: its target is given up`,
      ),
      isLockCurrent(each)
        ? headOf(each)
        : `${pc.green("recorded")} ${each.file}: ${counted(countOf(each), "address")} (${changesOf(each)})`,
    ]),
    ...[...orphans.values()].map(
      (orphan) =>
        `${pc.red("removed")} ${orphan.file}: ${counted(sizeOf(orphan), "address")} of an environment without a YAML file; ${FATE_OF_ORPHANS}`,
    ),
    ...(lost.length > 0
      ? [
          "",
          pc.red(
            `GIVEN UP: ${counted(lost.length, "address")}. The next terraform apply DESTROYS these resources. ` +
              "Commit the locks for review, or restore them from version control to undo this.",
          ),
        ]
      : []),
    ...(retained.length > 0
      ? [
          "",
          `RETAINED: ${retained.map(({ name }) => name).join(", ")}. The next terraform apply no longer manages ${retained.length === 1 ? "this repository" : "these repositories"}; ` +
            "the images stay, and their storage is billed.",
        ]
      : []),
    ...(replaced.length > 0
      ? [
          "",
          pc.red(
            `ACCEPTED: ${replacedCount(replaced)}. The next terraform apply of their stack ENDS all that they hold (pods, entry, data). ` +
              "Restore the locks from version control to undo this.",
          ),
        ]
      : []),
  ]);
}

export function movedPage(written: ReturnType<typeof locksWithMoves>): string {
  const lines = written.flatMap(({ file, moves, uncertain }) => [
    `${pc.green("recorded")} ${file}`,
    ...moves.map(({ stack, from, to }) => `moved    ${stack} ${from} -> ${to}`),
    ...uncertain.map(
      ({ stack, to }) =>
        `${pc.yellow("unknown")}  ${stack} ${to}: the name at the old address is not known; check that a plan replaces nothing`,
    ),
  ]);
  return text([...lines, "", "Remove a move only after its environment is applied with it."]);
}

const FATE_OF_ORPHANS = "and Terraform destroys none of its resources: destroy its stacks first";

function headOf(examined: Examined): string {
  const { environment, file, isLocked, lock } = examined;
  const count = counted(countOf(examined), "address");
  if (!isLocked) return `${pc.yellow("new")}   ${environment}: ${count}, no ${file} yet`;
  if (!isLockCurrent(examined)) return `${pc.yellow("stale")} ${file}`;
  const moves = lock.moves.length > 0 ? `, ${counted(lock.moves.length, "move")}` : "";
  return `${pc.green("same")}  ${file}: ${count}${moves}`;
}

/** Recorded addresses with a value that the lock does not record. */
function newlyValued(examined: Examined): string[] {
  const added = new Set(examined.differences.flatMap((each) => each.added));
  return examined.unrecordedValues.filter((address) => !added.has(address));
}

/** Changes without a loss, one line for each. Without a lock, all addresses are new and not listed. */
function changeLines(examined: Examined): string[] {
  const { isLocked, differences } = examined;
  const fixed = isLocked ? newlyValued(examined) : [];
  const lines = differences.flatMap(({ stack, added, moved, recounted }) => [
    ...(isLocked ? added.map((address) => `new   ${pc.bold(stack)} ${address}`) : []),
    ...moved.map(({ from, to }) => `moved ${pc.bold(stack)} ${from} -> ${to}`),
    ...recounted.map(
      (address) =>
        `count ${pc.bold(stack)} ${address}: a count was added or removed; Terraform keeps the resource`,
    ),
  ]);
  return [
    ...lines,
    ...(fixed.length > 0
      ? [
          `value ${joinWithLimit(fixed, 3)}: names, or values whose change replaces an object, are not recorded`,
        ]
      : []),
  ];
}

/** Nothing is recorded while moves are wrong. */
function recordHint(examined: readonly Examined[]): string[] {
  const canRecord = examined.every(({ problems }) => problems.length === 0);
  return canRecord && !examined.every(isLockCurrent)
    ? ["", `${NPX} lock addresses --accept records the emitted addresses`]
    : [];
}

function changesOf(examined: Examined): string {
  const { differences } = examined;
  const replaced = examined.replaced.filter(({ isVersion }) => !isVersion);
  const count = (kind: "added" | "moved" | "recounted" | "lost"): number =>
    differences.reduce((sum, difference) => sum + difference[kind].length, 0);
  const counts = [
    [count("added"), "new"],
    [count("moved"), "moved"],
    [count("recounted"), "with another count"],
    [count("lost"), "given up"],
    [newlyValued(examined).length, "with new values"],
    [new Set(replaced.map(({ address }) => address)).size, "replaced"],
  ] as const;
  const parts = counts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return parts.length > 0 ? parts.join(", ") : "none";
}

const countOf = ({ emitted }: Examined): number =>
  [...emitted.values()].reduce((sum, addresses) => sum + addresses.size, 0);

const sizeOf = ({ lock }: LockFile): number =>
  [...lock.addresses.values()].reduce((sum, addresses) => sum + addresses.size, 0);

const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
