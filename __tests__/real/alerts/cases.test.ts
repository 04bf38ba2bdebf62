import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alertCases, evaluatedCases } from "../../../src/parts/alerts/checks/alert-cases";
import { toldCases } from "../../../src/parts/alerts/checks/told-cases";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { promtoolAt, promtoolIn } from "../../../src/cli/check/promtool";
import { MEANING_PLAN, STATED, findingsAfter } from "../../support/alert-changes/findings";
import { together } from "../../support/alert-changes/edits";
import { LEGITIMATE } from "../../support/alert-changes/legitimate";
import { EVALUATED_WEAKENINGS, READ_WEAKENINGS } from "../../support/alert-changes/weakened-rules";
import { alertsPlan, alertsPlanWithGpus } from "../../support/alerts";
import { altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { CHAT, onGpus } from "../../support/llm";
import { planOf } from "../../support/reference-plans";
import { program } from "./harness/programs";

const evaluateRules = promtoolAt(program("ALERTS_PROMTOOL"));

/** Weakenings of different alerts that reading an expression shows, and its evaluation too. */
const ALSO_READ = READ_WEAKENINGS.filter(({ name }) =>
  /^(ModelUnavailable|ModelErrors|NodeNotReady|WebhookFails) is removed$|wrong metric of the volume|disk of a node is never full/.test(
    name,
  ),
);

/** Legitimate changes of rules. The last one is of an alert that another one changes. */
const ACCEPTED = LEGITIMATE.filter(({ name }) =>
  /group|alert|rule|threshold|expression|sides exchanged|bad requests/.test(name),
)
  .filter(({ name }) => !/two lines|in percent|receiver|alarm|dropped|inhibition/.test(name))
  .sort(
    (one, other) => Number(one.name.includes("another name")) - Number(other.name.includes("another name")),
  );

/** Environments that must tell faults. In the others, nothing is evaluated. */
const TELLING = ENVIRONMENTS.filter(
  (name) => toldCases(environmentPlan(planOf(name)), NOTHING_STATED) !== undefined,
);

test.each(TELLING)(
  "OBS-02 %s: every recorded fault raises its alert, and no case that resembles it does",
  (name) => {
    expect(foundBy(alertCases, environmentPlan(planOf(name)), { evaluateRules })).toEqual([]);
  },
);

test("OBS-02 an environment with a language model tells its faults", () => {
  const plan = environmentPlan(alertsPlan({}, { ...onGpus("g6.xlarge"), models: [CHAT] }));
  expect(toldCases(plan, NOTHING_STATED)?.cases.map(({ fault }) => fault)).toContain(
    "chat fails many requests",
  );
  expect(foundBy(alertCases, plan, { evaluateRules })).toEqual([]);
});

test("OBS-02 an environment with GPUs tells their faults", () => {
  expect(foundBy(alertCases, environmentPlan(alertsPlanWithGpus()), { evaluateRules })).toEqual([]);
});

describe.each(EVALUATED_WEAKENINGS)("weakenings that are evaluated together", (...weakenings) => {
  let messages: readonly string[];
  beforeAll(() => {
    messages = findingsAfter(together(weakenings), { evaluateRules }).map(({ message }) => message);
  });
  test.each(weakenings.map((each) => [each.name, each] as const))(
    "OBS-02 with promtool it is named that %s",
    (_, { named }) => {
      expect(messages).toContainEqual(expect.stringContaining(named));
    },
  );
});

test("OBS-02 promtool agrees on faults that reading shows", () => {
  const plan = altered(MEANING_PLAN, together(ALSO_READ));
  const told = toldCases(plan, STATED);
  const evaluated = told && evaluatedCases(plan, told, evaluateRules);
  expect(ALSO_READ.length).toBeGreaterThan(4);
  const silent = evaluated && "silent" in evaluated ? evaluated.silent.map(({ fault }) => fault) : [];
  expect(silent.length).toBeGreaterThanOrEqual(ALSO_READ.length);
  const named = ALSO_READ.flatMap(({ named: message }) => message.split("alert tells that ").slice(1));
  expect(named.length).toBeGreaterThan(4);
  for (const fault of named) expect(silent).toContain(fault);
});

test("OBS-02 with promtool legitimate changes of rules are accepted", () => {
  expect(ACCEPTED.length).toBeGreaterThan(10);
  expect(findingsAfter(together(ACCEPTED), { evaluateRules }).map(({ message }) => message)).toEqual([]);
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
