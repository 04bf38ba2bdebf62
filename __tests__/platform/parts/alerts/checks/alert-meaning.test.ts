import { alertsPlan } from "../../../../support/alerts";
import { type Weakening } from "../../../../support/alert-changes/edits";
import { LEGITIMATE } from "../../../../support/alert-changes/legitimate";
import { READ_WEAKENINGS } from "../../../../support/alert-changes/weakened-rules";
import {
  ALARM_WEAKENINGS,
  ROUTE_WEAKENINGS,
  SCRAPE_WEAKENINGS,
  STACK_WEAKENINGS,
} from "../../../../support/alert-changes/weakened-surroundings";
import { MEANING_PLAN, findings, findingsAfter } from "../../../../support/alert-changes/findings";
import { environmentPlan } from "../../../../support/altered";

const WEAKENINGS: readonly Weakening[] = [
  ...READ_WEAKENINGS,
  ...ROUTE_WEAKENINGS,
  ...STACK_WEAKENINGS,
  ...SCRAPE_WEAKENINGS,
  ...ALARM_WEAKENINGS,
];

test.each(WEAKENINGS.map((each) => [each.name, each] as const))(
  "OBS-02 without a program it is named that %s",
  (_, { edit, named }) => {
    const all = findingsAfter(edit);
    const [found] = all.filter(({ message }) => message.includes(named));
    if (!found) expect(all.map(({ message }) => message)).toContain(named);
    expect(found?.fix).toMatch(/\w{3}/);
  },
);

test.each(LEGITIMATE.map((each) => [each.name, each] as const))(
  "OBS-02 it is accepted that %s",
  (_, { edit }) => {
    expect(findingsAfter(edit).map(({ message }) => message)).toEqual([]);
  },
);

test("OBS-02 the changes are of an environment without findings", () => {
  expect(findings(environmentPlan(MEANING_PLAN))).toEqual([]);
  expect(environmentPlan(MEANING_PLAN).resources("aws_cloudwatch_metric_alarm").length).toBeGreaterThan(3);
  expect(alertsPlan().stacks.length).toBeGreaterThan(3);
});
