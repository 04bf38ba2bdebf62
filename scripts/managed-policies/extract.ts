import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANAGED_POLICIES } from "../../src/platform/facts/managed-policies";

/*
 * `npm run managed-policies`: actions of the AWS managed policies that roles of environments have, from the copy in moto, which
 * takes them from AWS. Needs python3 with moto.
 */

const FILE = "src/platform/facts/managed-policy-actions.json";
const PROGRAM = `
import json, sys, moto
from moto.iam.aws_managed_policies import aws_managed_policies_data as data
policies = json.loads(data)
def actions(name):
    statements = policies[name]["Document"]["Statement"]
    return sorted({a for s in statements if s["Effect"] == "Allow" for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])})
print(json.dumps({"source": "moto " + moto.__version__, "policies": {name: {"version": policies[name]["DefaultVersionId"], "actions": actions(name)} for name in sys.argv[1:]}}))
`;

const text = execFileSync("python3", ["-c", PROGRAM, ...Object.keys(MANAGED_POLICIES.policies)], {
  encoding: "utf8",
});
writeFileSync(join(process.cwd(), FILE), `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
