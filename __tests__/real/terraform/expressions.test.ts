import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { type Answer, EXPRESSIONS, expressions } from "../../support/terraform-expressions";

const ALL = expressions();
const RECORD = JSON.parse(readFileSync(join(EXPRESSIONS, "answers.json"), "utf8")) as Readonly<
  Record<string, Answer>
>;

interface Line {
  readonly "@level": string;
  readonly diagnostic?: { readonly summary: string; readonly range?: { readonly filename: string } };
}

interface Plan {
  readonly planned_values: { readonly outputs: Readonly<Record<string, { readonly value?: unknown }>> };
}

/** A module with one file and one output for each expression, by its number. */
function folderOf(numbers: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), "expressions-"));
  cpSync(join(EXPRESSIONS, "context.tf"), join(folder, "context.tf"));
  for (const number of numbers)
    writeFileSync(
      join(folder, `c${number}.tf`),
      `output "c${number}" {\n  value = ${ALL[number] ?? ""}\n}\n`,
    );
  return folder;
}

function terraform(folder: string, ...args: readonly string[]): string {
  const { stdout } = spawnSync("terraform", [`-chdir=${folder}`, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return stdout;
}

/** Errors of a plan, by the number of the expression. */
function refusedIn(folder: string): Map<number, string> {
  terraform(folder, "init", "-no-color");
  const refused = new Map<number, string>();
  for (const text of terraform(folder, "plan", "-json", "-out=plan").split("\n")) {
    const line = text.startsWith("{") ? (JSON.parse(text) as Line) : undefined;
    if (line?.["@level"] !== "error" || !line.diagnostic) continue;
    const [, number] = /^c(\d+)\.tf$/.exec(line.diagnostic.range?.filename ?? "") ?? [];
    if (number === undefined) throw new Error(line.diagnostic.summary);
    if (!refused.has(Number(number))) refused.set(Number(number), line.diagnostic.summary);
  }
  return refused;
}

test("Terraform gives every expression its recorded answer", () => {
  const answers: Record<string, Answer> = {};
  let left = ALL.map((_, number) => number);
  // An error of syntax hides the errors of values, and those hide all values.
  for (;;) {
    const folder = folderOf(left);
    const refused = refusedIn(folder);
    for (const [number, error] of refused) answers[ALL[number] ?? ""] = { error };
    left = left.filter((number) => !refused.has(number));
    if (refused.size > 0) continue;
    const { planned_values } = JSON.parse(terraform(folder, "show", "-json", "plan")) as Plan;
    for (const number of left)
      answers[ALL[number] ?? ""] = { value: planned_values.outputs[`c${number}`]?.value ?? null };
    break;
  }
  expect(answers).toEqual(RECORD);
});
