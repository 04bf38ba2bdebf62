import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import { mlflowPlan } from "../support/mlflow";
import { between, linesIn, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";

const lines = (before: Plan, after: Plan, topic = "Databases"): string[] =>
  linesIn(reviewOf(between(before, after)), topic);

const unprotected = (): Plan => mlflowPlan({ database: { deletionProtection: false } });

test("ML-03 a review says that AWS refuses to delete a protected database", () => {
  expect(lines(mlflowPlan(), planOf(PROD))).toEqual([
    expect.stringContaining("AWS refuses to delete the database while its deletion protection is on"),
  ]);
});

test("ML-03 a review names the snapshot of a database that is deleted", () => {
  expect(lines(unprotected(), planOf(PROD))).toEqual([
    expect.stringContaining("its data stays in the snapshot ml-inference-mlflow-final, which must not exist"),
  ]);
});

test("ML-03 a review says when the protection ends, and nothing when it begins", () => {
  const PROTECTION = "Protection from deletion";
  expect(lines(mlflowPlan(), unprotected(), PROTECTION)).toEqual([
    expect.stringMatching(
      /^attention: deletion_protection of aws_db_instance\.mlflow: true → false: after this apply/,
    ),
  ]);
  expect(lines(unprotected(), mlflowPlan(), PROTECTION)).toEqual([]);
});

test("ML-03 more storage cannot be taken back, and another class needs no remark", () => {
  const larger = mlflowPlan({ database: { storageGiB: 100 } });
  expect(lines(mlflowPlan(), larger, "Irreversible changes")).toEqual([
    expect.stringContaining("RDS can raise it, and refuses to lower it"),
  ]);
  const other = mlflowPlan({ database: { instanceClass: "db.t4g.medium" } });
  expect([...lines(mlflowPlan(), other), ...lines(mlflowPlan(), other, "Irreversible changes")]).toEqual([]);
});
