import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANAGED_POLICIES } from "../../src/evidence/managed-policies";

/*
 * `npm run managed-policies`: documents of AWS managed policies, from the copy in moto, which takes them from AWS. A new policy is added to
 * the file by its path, and the command run. Needs python3 with moto.
 */
const DOCUMENTS = "src/evidence/managed-policies/documents.json";
const PROGRAM = `
import json, sys, moto
from moto.iam.aws_managed_policies import aws_managed_policies_data as data
policies = json.loads(data)
def document(name):
    return {"version": policies[name]["DefaultVersionId"], "Statement": policies[name]["Document"]["Statement"]}
names = [path.split("/")[-1] for path in sys.argv[1].split(",")]
print(json.dumps({"source": "moto " + moto.__version__, "policies": {policies[name]["Path"][1:] + name: document(name) for name in sorted(names)}}))
`;

const text = execFileSync("python3", ["-c", PROGRAM, Object.keys(MANAGED_POLICIES.policies).join()], {
  encoding: "utf8",
});
writeFileSync(join(process.cwd(), DOCUMENTS), `${JSON.stringify(JSON.parse(text))}\n`);
