import { CHECKS } from "../../src/checks/all";
import { networkDrawing } from "../../src/reports/network";
import { environmentPlan } from "../support/altered";
import { estimated } from "../support/estimates";
import { found } from "../support/findings";
import { withIds, withMoreIds, WITH_GATEWAY } from "../support/network-by-ids";
import { planOf } from "../support/reference-plans";

test.each([
  ["made", withIds],
  ["given", withMoreIds],
])("a network with %s parts has the findings of a created one", (_, plan) => {
  const created = new Set(found(CHECKS, environmentPlan(planOf(WITH_GATEWAY))));
  expect(found(CHECKS, environmentPlan(plan())).filter((line) => !created.has(line))).toEqual([]);
});

test("existing resources are on the bill of their owner, and created ones on that of the environment", () => {
  const lines = estimated(withMoreIds()).lines.filter(({ layer }) => layer === "network");
  expect(lines.length).toBeGreaterThan(5);
  for (const { address, found: isOthers } of lines)
    expect([address, isOthers]).toEqual([address, address.startsWith("data.")]);
  expect(lines.map(({ address }) => address)).toEqual(
    expect.arrayContaining(["aws_vpc_endpoint.ecr_api", "data.aws_vpc_endpoint.sts"]),
  );
});

test("the diagram has an attachment that exists, with the ranges behind it", () => {
  const { boxes, groups } = networkDrawing(environmentPlan(withMoreIds()));
  expect(groups.map(({ title }) => title)).toContain("VPC 10.32.0.0/16 (existing)");
  expect(boxes.find(({ kind }) => kind === "attachment")).toMatchObject({
    title: "Transit gateway (existing)",
    lines: [{ cells: ["to 10.0.0.0/8"] }],
  });
});
