import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MANAGED_POLICIES } from "../../src/platform/facts/managed-policies";

/*
 * `npm run managed-policies`: actions of the AWS managed policies that roles of environments have, and the documents that checks evaluate, from
 * the copy in moto, which takes them from AWS. Needs python3 with moto.
 */

const FILE = "src/platform/facts/managed-policy-actions.json";
const DOCUMENTS = "src/proof/facts/managed-policies/documents.json";

/** Policies that only checks read, by name: wide rights, and service roles of common jobs. */
const JUDGED = ["AdministratorAccess", "AmazonDynamoDBFullAccess", "AmazonEC2ContainerRegistryReadOnly"]
  .concat(
    "AmazonECSTaskExecutionRolePolicy",
    "AmazonEKSVPCResourceController",
    "AmazonEKSWorkerNodeMinimalPolicy",
  )
  .concat(
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSQSFullAccess",
    "AmazonSSMManagedInstanceCore",
  )
  .concat("AWSGlueServiceRole", "AWSLambdaBasicExecutionRole", "AWSLambdaVPCAccessExecutionRole")
  .concat("IAMFullAccess", "PowerUserAccess", "SecretsManagerReadWrite");
const PROGRAM = `
import json, sys, moto
from moto.iam.aws_managed_policies import aws_managed_policies_data as data
policies = json.loads(data)
def actions(name):
    statements = policies[name]["Document"]["Statement"]
    return sorted({a for s in statements if s["Effect"] == "Allow" for a in ([s["Action"]] if isinstance(s["Action"], str) else s["Action"])})
source = "moto " + moto.__version__
names, judged = sys.argv[1].split(","), sys.argv[2].split(",")
def document(name):
    return {"version": policies[name]["DefaultVersionId"], "Statement": policies[name]["Document"]["Statement"]}
print(json.dumps({
    "actions": {"source": source, "policies": {name: {"version": policies[name]["DefaultVersionId"], "actions": actions(name)} for name in names}},
    "documents": {"source": source, "policies": {policies[name]["Path"][1:] + name: document(name) for name in sorted(set(names + judged))}},
}))
`;

const text = execFileSync(
  "python3",
  ["-c", PROGRAM, Object.keys(MANAGED_POLICIES.policies).join(), JUDGED.join()],
  { encoding: "utf8" },
);
const { actions, documents } = JSON.parse(text) as { readonly actions: unknown; readonly documents: unknown };
writeFileSync(join(process.cwd(), FILE), `${JSON.stringify(actions, undefined, 2)}\n`);
writeFileSync(join(process.cwd(), DOCUMENTS), `${JSON.stringify(documents)}\n`);
