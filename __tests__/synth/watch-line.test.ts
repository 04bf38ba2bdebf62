import { CHECKS } from "../../src/checks/all";
import { type Result } from "../../src/checks/run";
import { watchLine } from "../../src/synth/command";
import { type SynthResult } from "../../src/synth/synth";

/** A synth of one environment with two written files, as far as the line reads it. */
const synthesized = (more: Partial<SynthResult> = {}): SynthResult =>
  ({
    environments: [{ name: "mlapp" }],
    results: [],
    locator: { ofFinding: () => "mlapp.yaml:3:1" },
    report: { written: ["cdk.tf.json", ".terraform.lock.hcl"] },
    ownChecks: new Map(),
    notProved: [],
    ...more,
  }) as unknown as SynthResult;

const [check] = CHECKS;
if (!check) throw new Error("there are no checks");
const result: Result = {
  check,
  environment: "mlapp",
  layer: "state",
  address: "aws_s3_bucket.a",
  message: "m",
};

test("a run of the watch is one line with its counts and its written files", () => {
  expect(watchLine(synthesized())).toMatch(/^mlapp: .*\d+ checks.*; 2 files changed$/);
});

test("findings come before the line, and those that a waiver accepts do not", () => {
  const waiver = { check: check.id, address: "aws_s3_bucket.accepted", reason: "r", until: "2027-01-01" };
  const text = watchLine(
    synthesized({ results: [result, { ...result, address: "aws_s3_bucket.accepted", waiver }] }),
  );
  expect(text).toContain("mlapp.yaml:3:1");
  expect(text).toContain("aws_s3_bucket.a ");
  expect(text).not.toContain("aws_s3_bucket.accepted");
  expect(text).toMatch(/\nmlapp: [^\n]*; 2 files changed$/);
});

test("things that the run does not prove come between the findings and the line", () => {
  const lines = watchLine(
    synthesized({ results: [result], notProved: [{ kind: "command", what: "check --plan" }] }),
  ).split("\n");
  expect(lines.slice(-3, -1)).toEqual(["not proved", "  not run: check --plan"]);
  expect(lines.slice(0, -3).join("\n")).toContain("aws_s3_bucket.a ");
});
