import { alertCases } from "../../../../src/parts/alerts/checks/alert-cases";
import { type RuleEvaluator } from "../../../../src/infrastructure/kubernetes-alert-rules";
import { alertsPlan } from "../../../support/alerts";
import { environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";

const found = (evaluateRules?: RuleEvaluator): string[] =>
  foundBy(alertCases, environmentPlan(alertsPlan()), evaluateRules ? { evaluateRules } : {});

test("reports rules that promtool did not evaluate, with its answer", () => {
  expect(found(() => ({ refusal: "it has another version" }))).toEqual([
    expect.stringMatching(/: promtool did not evaluate the rules: it has another version$/),
  ]);
});

test("reports faults that no alert tells, where none fires", () => {
  const silent = found((_, recordings) => ({ firing: recordings.map(() => []) }));
  expect(silent.length).toBeGreaterThan(0);
  expect(silent.filter((line) => !/: no (critical )?alert tells that /.test(line))).toEqual([]);
});

test("finds nothing without a program that evaluates rules", () => expect(found()).toEqual([]));
