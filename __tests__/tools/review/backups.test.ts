import { plain } from "../../../src/tools/review/phrase";
import { LOCK, backupsPlan } from "../../support/backups";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { outputStacks, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";

function lines(before: Plan, after: Plan): string[] {
  const { topics } = reviewOf({
    environment: PROD,
    before: outputStacks(before),
    after: outputStacks(after),
  });
  const found = topics.find(({ title }) => title === "Backups")?.lines ?? [];
  return found.map(({ level, text }) => `${level}: ${plain(text)}`);
}

const { permanentAfterDays, ...BOUNDS } = LOCK;

test("ML-07 a review says that a vault with backups cannot be deleted, and that backups end", () => {
  const found = lines(backupsPlan(), planOf(PROD));
  expect(found).toContainEqual(
    expect.stringContaining("AWS refuses to delete ml-inference-backups while it has backups"),
  );
  expect(found).toContainEqual(expect.stringContaining("no more backups are made"));
});

test("ML-07 a review says when a lock becomes permanent, with a new vault and with one that has backups", () => {
  const text = `attention: ${permanentAfterDays} days after the apply the lock becomes permanent`;
  const added = lines(planOf(PROD), backupsPlan({ lock: LOCK }));
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

test("ML-07 a removable lock and another time need no remark", () => {
  expect(lines(backupsPlan(), backupsPlan({ lock: BOUNDS }))).toEqual([]);
  expect(lines(backupsPlan(), backupsPlan({ time: "04:00" }))).toEqual([]);
});
