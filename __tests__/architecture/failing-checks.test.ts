import { LISTED_CHECKS } from "../../src/checks/listed";
import { allPassed, idsOfChecks, isWhole, withoutFinding } from "../support/jest/failing-checks-reporter";

const WHOLE = { testPathPatterns: { patterns: [] } };

test("the reporter of checks without a test knows each check", () => {
  const ids = idsOfChecks();
  expect(ids.length).toBeGreaterThan(340);
  expect(LISTED_CHECKS.filter(({ id }) => !ids.includes(id))).toEqual([]);
});

test("a check of which no test has a finding is named", () => {
  const ids = [...idsOfChecks(), "planted"];
  expect(withoutFinding(ids, [...idsOfChecks(), "a-check-of-the-owner"])).toEqual(["planted"]);
});

test("a run of all tests is judged, and no run of some", () => {
  expect(isWhole(WHOLE)).toBe(true);
  expect(isWhole({ testPathPatterns: { patterns: ["__tests__/checks"] } })).toBe(false);
  expect(isWhole({ ...WHOLE, testNamePattern: "a name" })).toBe(false);
  expect(isWhole({ ...WHOLE, shard: { shardIndex: 1, shardCount: 2 } })).toBe(false);
  for (const option of ["onlyChanged", "onlyFailures", "findRelatedTests", "runTestsByPath"])
    expect(isWhole({ ...WHOLE, [option]: true })).toBe(false);
});

test("no run with a failure is judged, and none that is cut short", () => {
  const passed = { numFailedTests: 0, numRuntimeErrorTestSuites: 0, wasInterrupted: false };
  expect(allPassed(passed)).toBe(true);
  expect(allPassed({ ...passed, numFailedTests: 1 })).toBe(false);
  expect(allPassed({ ...passed, numRuntimeErrorTestSuites: 1 })).toBe(false);
  expect(allPassed({ ...passed, wasInterrupted: true })).toBe(false);
});
