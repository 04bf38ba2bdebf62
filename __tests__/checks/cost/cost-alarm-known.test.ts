import { costAlarmKnown } from "../../../src/checks/cost/cost-alarm-known";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ALARM, RETAIL, alarm, withAlarm } from "./alarms";

test("COST-01 is quiet about a known base cost and threshold", () => {
  expect(foundBy(costAlarmKnown, environmentPlan(planOf(RETAIL)))).toEqual([]);
});

test("COST-01 does not judge a region without prices", () => {
  const plan = environmentPlan(withAlarm(RETAIL, { thresholdUsd: 200 }, { region: "eu-south-2" }));
  expect(foundBy(costAlarmKnown, plan)).toEqual([
    `${ALARM}: not judged: whether 200 USD is above the cost without traffic: the catalog has no prices of endpoints and addresses in eu-south-2`,
  ]);
});

test("COST-01 warns about a threshold that is known after apply", () => {
  const plan = altered(
    RETAIL,
    alarm((it) => (it["threshold"] = "${var.limit}")),
  );
  expect(foundBy(costAlarmKnown, plan)).toEqual([`${ALARM}: its threshold is not a number`]);
});
