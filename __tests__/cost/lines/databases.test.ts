import { type Editable, altered, environmentPlan } from "../../support/altered";
import { kubeflowPipelinesPlan } from "../../support/kubeflow-pipelines";
import { mlflowPlan } from "../../support/mlflow";
import { USUAL, usdOf } from "../../../src/cost/line";
import { estimate } from "../../../src/cost/estimate";

const linesOf = (database: object) =>
  estimate(environmentPlan(mlflowPlan({ database })), { today: "2026-11-20", ...USUAL }).lines.filter(
    ({ billedAs }) => billedAs === "AmazonRDS",
  );

test("ML-03 the database and its storage have lines, twice with a standby", () => {
  const [one, storage] = linesOf({ multiAz: false }).map((line) => usdOf(line)?.max);
  expect(one).toBeCloseTo(0.032 * 730);
  expect(storage).toBeCloseTo(0.115 * 20);
  expect(linesOf({ multiAz: true }).map((line) => usdOf(line)?.max)).toEqual([
    expect.closeTo(2 * 0.032 * 730),
    expect.closeTo(2 * 0.115 * 20),
  ]);
});

test("ML-03 the price follows the size, and a class without a price makes the total incomplete", () => {
  expect(usdOf(linesOf({ multiAz: false, instanceClass: "db.t4g.large" })[0] as never)?.max).toBeCloseTo(
    4 * 0.032 * 730,
  );
  expect(linesOf({ instanceClass: "db.m7g.large" })[0]).toMatchObject({
    price: undefined,
    unknown: "no price for db.m7g.large with the engine postgres",
  });
});

test("ML-05 a database with MySQL has the price of PostgreSQL", () => {
  const plan = environmentPlan(kubeflowPipelinesPlan({ database: { multiAz: false } }));
  const lines = estimate(plan, { today: "2026-11-20", ...USUAL }).lines.filter(
    ({ billedAs }) => billedAs === "AmazonRDS",
  );
  expect(lines.map((line) => usdOf(line)?.max)).toEqual([
    expect.closeTo(0.032 * 730),
    expect.closeTo(0.115 * 20),
  ]);
});

test("ML-05 an engine without a price makes the total incomplete", () => {
  const plan = altered(kubeflowPipelinesPlan(), ({ cluster }) => {
    (cluster.resource.aws_db_instance.kubeflow_pipelines as Editable)["engine"] = "oracle-ee" as never;
  });
  const [line] = estimate(plan, { today: "2026-11-20", ...USUAL }).lines.filter(
    ({ billedAs }) => billedAs === "AmazonRDS",
  );
  expect(line).toMatchObject({
    price: undefined,
    unknown: "no price for db.t4g.small with the engine oracle-ee",
  });
});
