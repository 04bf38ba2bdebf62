import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, run } from "../../terraform/harness/processes";
import { type JsonObject } from "../../../../src/terraform/stack-json";
import { program } from "./programs";
import { type Series } from "./recorded-series";

/** An alert that promtool expects, with the labels and texts that a person gets. */
export interface ExpectedAlert {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

export interface AlertQuestion {
  readonly alertname: string;
  readonly eval_time: string;
  readonly exp_alerts: readonly ExpectedAlert[];
}

/** A run of promtool over rules and series. Its exit status is 1 if an alert differs from what is expected. */
export function testRules(
  groups: readonly JsonObject[],
  series: readonly Series[],
  questions: readonly AlertQuestion[],
): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
  const test = {
    rule_files: ["rules.json"],
    evaluation_interval: "1m",
    tests: [{ interval: "1m", input_series: series, alert_rule_test: questions }],
  };
  // JSON is valid YAML.
  writeFileSync(join(folder, "test.json"), JSON.stringify(test));
  return run(
    {
      program: program("ALERTS_PROMTOOL"),
      args: ["test", "rules", "test.json"],
      cwd: folder,
      env: process.env,
    },
    [0, 1],
  );
}

export function checkRules(groups: readonly JsonObject[]): Promise<Finished> {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
  return run(
    {
      program: program("ALERTS_PROMTOOL"),
      args: ["check", "rules", "--lint=all", "--lint-fatal", "rules.json"],
      cwd: folder,
      env: process.env,
    },
    [0, 1, 3],
  );
}
