import { LOCK, backupsPlan } from "../support/backups";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import { between, linesIn, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";

const lines = (before: Plan, after: Plan): string[] => linesIn(reviewOf(between(before, after)), "Backups");

const { permanentAfterDays, ...BOUNDS } = LOCK;

test("ML-07 a review says what keeps a vault with its backups, and that backups end", () => {
  const found = lines(backupsPlan(), planOf(PROD));
  expect(found).toContainEqual(
    expect.stringContaining("to keep the vault ml-inference-backups with its backups, remove it"),
  );
  expect(found).toContainEqual(expect.stringContaining("no more backups are made"));
});

test("ML-07 a review says when a lock becomes permanent, with a new vault and with one that has backups", () => {
  const text = `attention: ${permanentAfterDays} days after the apply the lock becomes permanent`;
  const added = lines(planOf(PROD), backupsPlan({ lock: LOCK })).filter((line) => /lock/.test(line));
  expect(added).toEqual([expect.stringContaining(text)]);
  expect(added[0]).not.toContain("already has");
  expect(lines(backupsPlan({ lock: BOUNDS }), backupsPlan({ lock: LOCK }))).toEqual([
    expect.stringMatching(/becomes permanent.*backups that the vault already has are locked too$/),
  ]);
});

test("ML-07 a review says that a permanent lock cannot be removed", () => {
  expect(lines(backupsPlan({ lock: LOCK }), backupsPlan())).toEqual([
    expect.stringContaining(
      "AWS refuses to change or remove a lock in compliance mode once its 14 days are over",
    ),
  ]);
});

test("ML-07 a removable lock is harmless, and its end is to be confirmed", () => {
  expect(lines(backupsPlan(), backupsPlan({ lock: BOUNDS }))).toEqual([
    expect.stringMatching(/^info: .*the lock refuses to delete backups/),
  ]);
  expect(lines(backupsPlan({ lock: BOUNDS }), backupsPlan())).toEqual([
    expect.stringMatching(/^attention: .*the lock of the vault goes/),
  ]);
  expect(lines(backupsPlan(), backupsPlan({ time: "04:00" }))).toEqual([
    expect.stringMatching(/^info: schedule of backups .*cron\(0 3 \* \* \? \*\) → cron\(0 4 \* \* \? \*\)$/),
  ]);
});
