import { type Estimate, totalOf } from "../../cost/estimate";
import { totalText } from "../../cost/formula";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { deployChapter } from "./deploy";
import { runbookNames } from "./facts";
import { changes, reads } from "./markdown";
import { requestChapter } from "./requests";
import { routineChapters } from "./routine";
import { symptomChapters } from "./symptoms";
import { NPX } from "../../base/program-name";

/** The runbook of an environment, in Markdown. */
export function runbookPage(plan: EnvironmentPlan, { lines }: Estimate): string {
  const names = runbookNames(plan);
  return [
    `# Runbook of ${plan.name}`,
    `Written by \`${NPX} show runbook\` from the synthesized JSON, with the names of this environment: account ${names.account}, region ${names.region}. It costs ${totalText(totalOf(lines))}.`,
    "Each block of commands says whether it only reads, writes files of this machine, or **changes** AWS, the cluster or the record of addresses.",
    ...deployChapter(plan, names, lines),
    ...requestChapter(plan, names),
    ...routineChapters(plan, names),
    ...symptomChapters(plan, names),
    "## Take it down",
    reads(`${NPX} destroy --environments ${plan.name}`),
    "This reads, and prints the steps in their order: what exists, what is protected and what would be deleted. docs/guide/teardown.md explains them.",
    changes(`${NPX} destroy --environments ${plan.name} --run`),
    "It asks before each plan and each deletion. The state stack stays, unless `--layers state` names it.",
    reads(`${NPX} destroy --environments ${plan.name} --leftovers`),
  ]
    .join("\n\n")
    .concat("\n");
}
