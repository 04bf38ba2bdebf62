// A plan of a stack, and its changes without values.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { PLAN } from "./plan-archive.mjs";
import { SHOWN_ERRORS, stopCommands } from "./stack.mjs";

stopCommands();

/** Plans a stack into a file in its folder. Returns the status: 0 no changes, 2 changes. */
export function planned(folder, options) {
  const fixed = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${PLAN}`];
  return spawnSync("terraform", [`-chdir=${folder}`, ...fixed, ...options], {
    stdio: SHOWN_ERRORS,
  }).status;
}

function shownPlan(folder) {
  const text = execFileSync("terraform", [`-chdir=${folder}`, "show", "-json", PLAN], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    stdio: ["ignore", "pipe", 1],
  });
  return JSON.parse(text);
}

/** Changes of a plan, without values. */
export function changesOf(folder) {
  const { resource_changes: resources = [], output_changes: outputs = {} } = shownPlan(folder);
  return [
    ...resources.flatMap(({ address, change, previous_address: from }) => {
      const action = change.importing ? "import" : actionOf(change) || (from && "move");
      return action ? [`${action} ${address}${from ? ` from ${from}` : ""}`] : [];
    }),
    ...Object.entries(outputs).flatMap(([name, change]) => {
      const action = actionOf(change);
      return action ? [`${action} output ${name}`] : [];
    }),
  ];
}

/** Empty for a value that stays, and for a data source. */
function actionOf({ actions }) {
  return actions.filter((action) => action !== "no-op" && action !== "read").join(" and ");
}

/** Prints lines, and adds them to the summary of the job, the first as title. */
export function report(lines) {
  const [title, ...rest] = lines;
  process.stdout.write(`${lines.join("\n")}\n`);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary)
    appendFileSync(summary, [`### ${title}`, "", ...rest.map((line) => `- \`${line}\``), "", ""].join("\n"));
}
