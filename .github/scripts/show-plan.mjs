// Plans a stack before the merge, and shows addresses and actions. It writes no lock and stores nothing. Usage: show-plan.mjs STACK_FOLDER
import { basename } from "node:path";
import { changesOf, planned, report } from "./planned.mjs";
import { fail } from "./stack.mjs";

const [folder] = process.argv.slice(2);
const status = planned(folder, ["-lock=false"]);
if (status === 0) report([`${basename(folder)}: no changes`]);
else if (status === 2) report([`${basename(folder)}: planned before the merge`, ...changesOf(folder)]);
else fail(`${folder}: got exit status ${status} of terraform plan, expected a plan; resolve the error above`);
