import { CHECKS } from "../../proof/checks/all";
import { readOutput } from "../../output/read-output";
import { groupByEnvironment } from "../../proof/terraform-json/environment-plan";
import { statedIn } from "../../proof/model/stated";
import { readEnvironmentRecord } from "../../proof/terraform-json/environment-record";
import { readStacks } from "../../proof/terraform-json/output";
import { today } from "../shared/command/process";
import { changesOf } from "./changes";
import { coveringSet } from "./covering";
import { scoreOf } from "./score";
const folder = "cdktf.out";
const stacks = readOutput(folder, () => readStacks(folder));
const plans = groupByEnvironment(stacks, (name) => statedIn(readEnvironmentRecord(folder, name).settings).instanceTypes);
const names = plans.map(({ name }) => name);
const of = (name: string) => stacks.filter(({ environment }) => environment === name);
const only = new RegExp(process.argv[2] ?? ".");
const what = process.argv[3] ?? "stopped|silent";
const chosen = coveringSet(names.flatMap((n) => changesOf(n, of(n)))).filter((c) => only.test(`${c.address}: ${c.change}`));
for (const n of names) for (const s of scoreOf({ environment: n, stacks: of(n), others: plans.filter((p) => p.name !== n), checks: CHECKS, record: readEnvironmentRecord(folder, n), today: today(), changes: chosen.filter((c) => c.environment === n) })) {
  if (!new RegExp(what).test(s.off.outcome)) continue;
  console.log(n, s.kind, s.off.outcome, s.off.by.join(), s.on.outcome, s.on.by.join(), s.address, s.change);
  if (process.argv[4]) { const { edited } = s.place(); const r = edited?.resources().find((x) => s.address.startsWith(x.address)); console.log("   ", (JSON.stringify(r?.config) ?? "").slice(0, 3000)); }
}
