import { costAlarmAboveBase } from "../../../src/checks/cost/cost-alarm-above-base";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { ALARM, RETAIL, alarm, withAlarm } from "./alarms";

test("COST-01 reports that the 30 USD of the documents are below the base cost of 123.50 USD", () => {
  const plan = environmentPlan(withAlarm(RETAIL, { thresholdUsd: 30 }));
  expect(foundBy(costAlarmAboveBase, plan)).toEqual([
    `${ALARM}: VPC-Endpoints-Cost-Alert fires above 30 USD of AmazonVPC, but endpoints and public addresses alone cost 123.50 USD in a month of 31 days`,
  ]);
});

test("COST-01 reports an alarm on the whole bill below the base cost", () => {
  const plan = environmentPlan(withAlarm(RETAIL, { totalUsd: 100 }));
  expect(foundBy(costAlarmAboveBase, plan)).toEqual([
    expect.stringContaining(
      "aws_cloudwatch_metric_alarm.cost_alarm_total: VPC-Endpoints-Cost-Alert-total fires above 100 USD of the whole bill",
    ),
  ]);
});

test("COST-01 counts endpoints that were added to the stack", () => {
  const plan = altered(RETAIL, ({ network }) => {
    for (const service of ["kms", "ssm", "sqs"]) {
      network.resource.aws_vpc_endpoint[service] = { ...network.resource.aws_vpc_endpoint.sts };
    }
  });
  expect(foundBy(costAlarmAboveBase, plan)).toEqual([
    expect.stringContaining("alone cost 181.54 USD in a month of 31 days"),
  ]);
});

test("COST-01 accepts a lower threshold for another service", () => {
  const plan = altered(
    RETAIL,
    alarm((it) => {
      it["dimensions"] = { Currency: "USD", ServiceName: "AmazonEKS" };
      it["threshold"] = 80;
    }),
  );
  expect(foundBy(costAlarmAboveBase, plan)).toEqual([]);
});
