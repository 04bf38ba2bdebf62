import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { isComplete } from "../../support/covering-sample";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CHECKS } from "../../../src/checks/all";
import { recordLine } from "./harness/run";
import { changesBetween } from "./harness/terraform-apply";
import { FAULTS, type Fault, transition } from "./harness/transition";
import { TRANSITIONS } from "./harness/transitions";

/** The nightly gate runs all transitions. */
const chosen = TRANSITIONS.filter(({ always }) => isComplete || always);

/** Checks that stop a synth. A transition is of interest only between forms that a synth accepts. */
const BLOCKING = CHECKS.filter(({ severity }) => severity === "error");

const counts = { held: 0, known: 0, announced: 0 };

afterAll(() => {
  const { held, known, announced } = counts;
  recordLine(
    `transitions: ${chosen.length} of ${TRANSITIONS.length}: ${held} held, ${known} failed as known, of which ${announced} announced by the review`,
  );
});

test.each(chosen)(
  "$title",
  async ({ title, environment = "ml-inference-prod", before, after, known, announced }) => {
    const [old, now] = [before, after].map((change) => environmentPlan(planWith(environment, change)));
    if (!old || !now) throw new Error("a transition has two plans");
    const accepted = found(BLOCKING, environmentPlan(planOf(environment)));
    const findings = [old, now].flatMap((plan) => found(BLOCKING, plan));
    expect(findings.filter((finding) => !accepted.includes(finding))).toEqual([]);
    if (announced) {
      const said = changesBetween(old, now).map(({ address, action }) => ({ address, action }));
      expect(said).toContainEqual(announced);
      counts.announced += 1;
    }
    const faults = await transition(old, now);
    recordLine(`transition ${title}: ${linesOf(faults)}${known ? ` (known: ${known.reason})` : ""}`);
    if (known && faults.length === 0) throw new Error(`holds now; remove its mark: ${known.reason}`);
    const kinds = [...new Set(faults.map(({ kind }) => kind))].sort();
    const all = [...(known?.faults ?? [])].sort();
    expect({ kinds, faults }).toEqual({ kinds: all, faults });
    counts[known ? "known" : "held"] += 1;
  },
);

/** The first fault of each kind. */
function linesOf(faults: readonly Fault[]): string {
  const first = FAULTS.flatMap((kind) => faults.find((fault) => fault.kind === kind) ?? []);
  return first.length === 0 ? "holds" : first.map(({ kind, text }) => `${kind}: ${text}`).join("; ");
}
