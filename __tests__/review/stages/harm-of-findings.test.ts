import { CHECKS } from "../../../src/checks/all";
import { type Result } from "../../../src/checks/run";
import { hides } from "../../../src/review/acceptances/hidden";
import { betweenApplies } from "../../../src/review/stages/harm-of-findings";
import { harmOfNew } from "../../../src/review/stages/lines";
import { plain } from "../../../src/review/stages/phrase";

test("between two applies, a connection that stops is an outage, and what acts later is harmless", () => {
  expect(betweenApplies(["s3-endpoint-policy", "access-logs"])).toEqual({
    level: "attention",
    harm: "outage",
  });
  expect(betweenApplies(["access-logs", "node-schedules"])).toEqual({ level: "info" });
  expect(betweenApplies(["access-logs", "tags"])).toEqual({ level: "attention" });
  expect(betweenApplies(["access-logs", undefined])).toEqual({ level: "attention" });
});

describe("the verdict without an entry", () => {
  const check = CHECKS.find(({ id }) => id === "workloads-reach-endpoints");
  if (!check) throw new Error("no check");
  const result: Result = {
    environment: "a",
    check,
    layer: "network",
    address: "aws_vpc_endpoint.sts",
    message: "pods do not reach it",
  };
  const verdictOf = (found: readonly Result[], gone: readonly Result[] = []): string =>
    plain(hides([result], { others: [], harmOf: harmOfNew({ found, gone }, { resources: [] }) }));

  test("has the harm of a new finding that it hides", () => {
    expect(verdictOf([result])).toMatch(/the verdict without it: destructive$/);
  });

  test("has no harm of one that was there before", () => {
    expect(verdictOf([])).toMatch(/the verdict without it: needs attention$/);
    expect(verdictOf([result], [{ ...result, message: "a pod does not reach it" }])).toMatch(
      /the verdict without it: needs attention$/,
    );
  });
});
