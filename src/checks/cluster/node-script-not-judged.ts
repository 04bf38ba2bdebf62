import { shortHash } from "../../base/digests";
import { scriptsIn, userDataOf } from "../../infrastructure/text-user-data";
import { at, type Check } from "../check";

export const nodeScriptNotJudged: Check = {
  id: "node-script-not-judged",
  severity: "warning",
  title: "scripts in the user data of nodes are not judged",
  why: "a script runs as root on each node before any pod, so it can change what every other check relies on",
  fix: "review the script, and then waive this finding",
  source: 'Amazon EKS user guide, "Customize managed nodes with launch templates" (read 2026-11-20)',
  run: (plan) =>
    plan.resources("aws_launch_template").flatMap((template) =>
      scriptsIn(userDataOf(template) ?? "").map((script) => ({
        ...at(template),
        key: ["userData"],
        // With the digest, a waiver does not accept an edited script.
        message: `script ${shortHash(script)} of its user data runs as root on each node, and is not judged`,
      })),
    ),
};
