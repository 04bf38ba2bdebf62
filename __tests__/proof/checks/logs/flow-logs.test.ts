import { flowLogs } from "../../../../src/proof/checks/logs/flow-logs";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { ML, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(flowLogs);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(flowLogs, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports flow logs without rejected packets", () => {
  const edit = edited("network", "aws_flow_log.flow_logs", (each) => (each["traffic_type"] = "ACCEPT"));
  expect(findings(ML, edit)).toEqual([
    "aws_flow_log.flow_logs: flow logs: they record ACCEPT traffic, expected ALL",
  ]);
});

test("reports a VPC without flow logs", () => {
  expect(findings(ML, ({ network }) => delete network.resource.aws_flow_log)).toEqual([
    "aws_vpc.main: flow logs: no flow log records its traffic",
  ]);
});
