import { writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertCases, evaluatedCases } from "../../../src/platform/parts/alerts/checks/alert-cases";
import { toldCases } from "../../../src/platform/parts/alerts/checks/told-cases";
import { statedIn } from "../../../src/proof/model/stated";
import { promtoolAt, promtoolIn } from "../../../src/tools/check/promtool";
import { MEANING_PLAN, STATED, newFindings } from "../../support/alert-changes/findings";
import { LEGITIMATE } from "../../support/alert-changes/legitimate";
import { EVALUATED_WEAKENINGS, READ_WEAKENINGS } from "../../support/alert-changes/weakened-rules";
import { alertsPlanWithGpus } from "../../support/alerts";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { program } from "./harness/programs";

const evaluateRules = promtoolAt(program("ALERTS_PROMTOOL"));

/** Weakenings that reading an expression shows, and that its evaluation shows too. */
const ALSO_READ = READ_WEAKENINGS.filter(({ name }) =>
  /^(ModelUnavailable|ModelErrors|NodeNotReady|VolumeFull) is removed|wrong metric|a hundred times|never full|waits a day$/.test(
    name,
  ),
);

test.each(ENVIRONMENTS)(
  "OBS-02 %s: every recorded fault raises its alert, and no case that resembles it does",
  (name) => {
    const plan = environmentPlan(planOf(name));
    const context = { evaluateRules, statedOf: () => statedIn([]) };
    expect(foundBy(alertCases, plan, context)).toEqual([]);
  },
);

test("OBS-02 an environment with GPUs tells their faults", () => {
  expect(foundBy(alertCases, environmentPlan(alertsPlanWithGpus()), { evaluateRules })).toEqual([]);
});

test.each(EVALUATED_WEAKENINGS.map((each) => [each.name, each] as const))(
  "OBS-02 with promtool it is named that %s",
  (_, { edit, named }) => {
    const messages = newFindings(edit, { evaluateRules }).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining(named));
  },
);

test.each(ALSO_READ.map((each) => [each.name, each] as const))(
  "OBS-02 promtool agrees that it is a fault that %s",
  (_, { edit }) => {
    const plan = altered(MEANING_PLAN, edit);
    const told = toldCases(plan, STATED);
    const evaluated = told && evaluatedCases(plan, told, evaluateRules);
    expect(evaluated).toMatchObject({ silent: [expect.anything()] });
  },
);

test.each(
  LEGITIMATE.filter(({ name }) =>
    /group|alert|rule|threshold|expression|comparison|time|bad requests/.test(name),
  ).map((each) => [each.name, each] as const),
)("OBS-02 with promtool it is accepted that %s", (_, { edit }) => {
  expect(newFindings(edit, { evaluateRules }).map(({ message }) => message)).toEqual([]);
});

test("OBS-02 without promtool on the PATH, nothing is evaluated; a named program that does not run is an error", () => {
  expect(promtoolIn({ PATH: "/nowhere" })).toBeUndefined();
  expect(() => promtoolIn({ PROMTOOL: "/nowhere/promtool" })).toThrow(/PROMTOOL/);
  expect(promtoolIn({ PROMTOOL: program("ALERTS_PROMTOOL") })).toBeDefined();
});

test("OBS-02 an answer of another program is an error, and proves nothing", () => {
  const other = join(mkdtempSync(join(tmpdir(), "promtool-")), "promtool");
  writeFileSync(other, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const findings = foundBy(alertCases, environmentPlan(alertsPlanWithGpus()), {
    evaluateRules: promtoolAt(other),
  });
  expect(findings.join("\n")).toContain("promtool");
});
