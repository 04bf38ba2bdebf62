import { Argument } from "commander";
import { type Check, scannerRulesOf } from "../../checks/check";
import { LISTED_CHECKS } from "../../checks/listed";
import { type CommandOutput, commandOf, runCommand } from "../../base/command-line";
import { NPX } from "../../base/program-name";
import { nearest } from "../../base/did-you-mean";
import { userError } from "../../base/errors";
import { jsonOption, reportText } from "../../project/command-report";

/** Prints a check, or the ids and rules of all. Returns the exit status. */
export function runExplain(args: readonly string[], output: CommandOutput): number {
  const program = commandOf("explain", ["", "endpoint-callers", "endpoint-callers --json"])
    .description("Prints the rule, the reason, the fix and the source of a check, or lists all checks.")
    .addArgument(new Argument("[check]", "id of a check, as a finding names it"))
    .addOption(jsonOption("explain"));
  return runCommand(program, args, output, () => {
    const [id] = program.args;
    const chosen = id === undefined ? LISTED_CHECKS : [checkOf(id)];
    const { json } = program.opts<{ readonly json?: true }>();
    output.out(
      json
        ? reportText("explain", { checks: chosen.map(jsonOf) })
        : id === undefined
          ? listOf()
          : pageOf(chosen),
    );
    return 0;
  });
}

function checkOf(id: string): Check {
  const check = LISTED_CHECKS.find((each) => each.id === id);
  if (check) return check;
  const meant = nearest(
    id,
    LISTED_CHECKS.map((each) => each.id),
  );
  throw userError({
    place: "explain",
    got: id,
    expected: "the id of a check",
    fix: meant === undefined ? `${NPX} explain lists all checks` : `did you mean ${meant}?`,
  });
}

const listOf = (): string => {
  const width = Math.max(...LISTED_CHECKS.map(({ id }) => id.length));
  return LISTED_CHECKS.map(
    ({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`,
  ).join("");
};

const pageOf = (checks: readonly Check[]): string =>
  checks
    .map((check) => {
      const { id, severity, title, why, fix, source } = check;
      const rules = scannerRulesOf(check);
      return [
        `${id} (${severity})`,
        "",
        `Rule:    ${title}`,
        `Why:     ${why}`,
        `Fix:     ${fix}`,
        `Source:  ${source}`,
        ...(rules.length > 0 ? [`Scanner rules: ${rules.join(", ")}`] : []),
        "",
      ].join("\n");
    })
    .join("\n");

const jsonOf = (check: Check) => ({
  id: check.id,
  severity: check.severity,
  rule: check.title,
  why: check.why,
  fix: check.fix,
  source: check.source,
  scannerRules: scannerRulesOf(check),
});
