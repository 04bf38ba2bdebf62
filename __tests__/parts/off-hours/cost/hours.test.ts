import * as fc from "fast-check";
import { type OffHoursSettings } from "../../../../src/parts/off-hours/settings";
import { NODES_AFTER_MINUTES, timeOf } from "../../../../src/parts/off-hours/clock";
import { costPage } from "../../../../src/cli/cost/page";
import { fullReport } from "../../../../src/reports/report";
import { totalOf } from "../../../../src/cost/estimate";
import { formulaOf } from "../../../../src/cost/formula";
import { USUAL } from "../../../../src/cost/line";
import { savedOffHours } from "../../../../src/parts/off-hours/cost";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { TODAY, estimated, linesOf } from "../../../support/estimates";
import { planWith } from "../../../support/changed-plans";
import { WORKING_HOURS, offHoursPlan } from "../../../support/off-hours";
import { type Plan } from "../../../support/plan";
import { planOf } from "../../../support/reference-plans";

const ASSUMPTIONS = { today: TODAY, ...USUAL };
const ALWAYS = environmentPlan(planOf("ml-inference-prod"));
const RESTING = environmentPlan(offHoursPlan());
// the nodes stop ten minutes after the models
const HOURS_AT_REST = 168 - 5 * (12 + 1 / 6);

test("OPS-04 nodes are billed in working hours, and those that keep running at rest", () => {
  const estimate = estimated(RESTING);
  const formulas = (item: RegExp) =>
    estimate.lines.filter((line) => item.test(line.item)).map((line) => formulaOf(line));
  for (const formula of formulas(/^node \(/)) expect(formula).toContain("× 264.335 h ×");
  expect(formulas(/^node at rest/)).toEqual([expect.stringMatching(/^1 node × 465.665 h ×/)]);
  expect(formulas(/^node disk at rest/)).toEqual([expect.stringMatching(/^1 node × 50 GB × 0.638 months ×/)]);
  const [line] = linesOf(estimate, "node disk (gp3)");
  expect(line?.assumption).toContain("60.83 of 168 hours a week, by its schedules");
});

test("OPS-04 pods of models on Fargate are billed in working hours, and jobs are not", () => {
  const parts = { components: { "off-hours": WORKING_HOURS } };
  const { lines } = estimated(planWith("mlapp", parts));
  const fargate = lines.filter(({ item }) => item.startsWith("Fargate"));
  expect(fargate.length).toBe(
    estimated(planOf("mlapp")).lines.filter(({ item }) => item.startsWith("Fargate")).length,
  );
  for (const line of fargate) {
    expect(formulaOf(line)).toContain("260.714 h ×");
    expect(line.assumption).toContain("60 of 168 hours a week, by its jobs");
  }
  const saved = (plan: Plan) => savedOffHours(environmentPlan(plan), ASSUMPTIONS)?.saved?.min ?? 0;
  const withoutJobs = altered(
    planWith("mlapp", parts),
    ({ models }) => delete models.resource["kubernetes_cron_job_v1"],
  );
  expect(saved(planWith("mlapp", parts))).toBeGreaterThan(
    savedOffHours(withoutJobs, ASSUMPTIONS)?.saved?.min ?? 0,
  );
});

test("OPS-04 without a node at rest there is no line at rest", () => {
  const { lines } = estimated(offHoursPlan({ keepNodes: 0 }));
  expect(lines.filter(({ item }) => item.includes("at rest"))).toEqual([]);
});

test("OPS-04 Container Insights observe nodes and DaemonSets only while they run", () => {
  const line = (plan: typeof ALWAYS) => linesOf(estimated(plan), "Container Insights")[0];
  const [always, resting] = [line(ALWAYS), line(RESTING)];
  const observations = (of: typeof always) => of?.factors[0] ?? { min: NaN, max: NaN };
  expect(observations(resting).min).toBeLessThan(observations(always).min);
  expect(observations(resting).max).toBeLessThan(observations(always).max);
  // two to four nodes in 60.83 of 168 hours, and one in the others
  expect(always?.assumption).toMatch(/^2 to 4 nodes, /);
  expect(resting?.assumption).toMatch(/^1.36 to 2.09 nodes, /);
  expect(resting?.assumption).toContain("other pods as an upper bound for all hours");
  expect(always?.assumption).not.toContain("schedules");
});

test("OPS-04 an autoscaler can use the maximum at rest, which is part of the most", () => {
  const scaled = offHoursPlan({}, { cluster: { externalNodeAutoscaler: true } });
  const lines = estimated(scaled).lines.filter(({ item }) => item.startsWith("node at rest"));
  expect(lines.map(({ factors: [nodes] }) => [nodes?.min, nodes?.max])).toEqual([
    [1, 1],
    [0, 1],
  ]);
});

test("OPS-04 the saving is the difference to the same environment without the part", () => {
  const total = (plan: typeof ALWAYS) => totalOf(estimated(plan).lines).usd;
  const saved = savedOffHours(RESTING, ASSUMPTIONS);
  expect(saved).toMatchObject({ hoursAWeek: { min: HOURS_AT_REST, max: HOURS_AT_REST }, unread: [] });
  expect(saved?.saved?.min).toBeCloseTo(total(ALWAYS).min - total(RESTING).min, 6);
  expect(saved?.saved?.max).toBeCloseTo(total(ALWAYS).max - total(RESTING).max, 6);
  expect(saved?.saved?.min).toBeGreaterThan(0);
});

test("OPS-04 an environment that is always on has no saving, and no line of text", () => {
  expect(savedOffHours(ALWAYS, ASSUMPTIONS)).toBeUndefined();
  expect(costPage([fullReport(ALWAYS, ASSUMPTIONS)], ASSUMPTIONS)).not.toContain("off-hours");
});

test("OPS-04 the page says what off-hours save", () => {
  expect(costPage([fullReport(RESTING, ASSUMPTIONS)], ASSUMPTIONS)).toMatch(
    /off-hours save \d+\.\d\d to \d+\.\d\d USD a month: at rest 107.17 of 168 hours a week/,
  );
});

test.each<readonly [string, (schedule: Editable) => void]>([
  ["is not weekly", (each) => (each["schedule_expression"] = "rate(12 hours)")],
  ["is disabled", (each) => (each["state"] = "DISABLED")],
  ["has another time zone than its pair", (each) => (each["schedule_expression_timezone"] = "UTC")],
  ["has no sizes", ({ target }) => (target.input = "{}")],
])("OPS-04 a node group whose schedule %s is billed for full hours, and named", (_, edit) => {
  const plan = altered(offHoursPlan(), ({ cluster }) => {
    edit(cluster.resource.aws_scheduler_schedule.off_hours_general_a_start as Editable);
  });
  const lines = estimated(plan).lines.filter(({ address }) => address === "aws_eks_node_group.general_a");
  for (const { factors, item } of lines) {
    if (item.startsWith("node (")) expect(factors[1]).toMatchObject({ min: 730, unit: "h" });
    expect(item).not.toContain("at rest");
  }
  const isNamed = lines.some(({ assumption }) => assumption.includes("always on, because its schedules"));
  // without names, the schedule belongs to no group, and its pair restores nothing
  expect(isNamed || lines.length > 0).toBe(true);
  expect(savedOffHours(plan, ASSUMPTIONS)?.unread).toEqual(["aws_eks_node_group.general_a"]);
});

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

test("OPS-04 hours at work and at rest are a whole week, for all times and days", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1200 }),
      fc.integer({ min: 120, max: 1320 }),
      fc.uniqueArray(fc.constantFrom(...DAYS), { minLength: 1 }),
      (start, length, days) => {
        const stop = Math.min(start + length, start + 1320, 1429);
        fc.pre(stop >= start + 120 && stop + 120 <= start + 1440);
        const settings: Partial<OffHoursSettings> = { start: timeOf(start), stop: timeOf(stop), days };
        const plan = environmentPlan(offHoursPlan(settings));
        const working = (days.length * (stop - start + NODES_AFTER_MINUTES)) / 60;
        expect(savedOffHours(plan, ASSUMPTIONS)?.hoursAWeek.max).toBeCloseTo(168 - working, 6);
        const lines = estimated(plan).lines.filter(
          ({ address, item }) =>
            address === "aws_eks_node_group.general_a" && /^node( at rest)? \(/.test(item),
        );
        expect(lines.reduce((sum, { factors }) => sum + (factors[1]?.min ?? 0), 0)).toBeCloseTo(730, 6);
      },
    ),
    { numRuns: 8 },
  );
});
