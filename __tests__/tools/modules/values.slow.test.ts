import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../../src/shared/terraform/layers";
import { readHandedOver } from "../../../src/tools/shared/modules/handed-over";
import { readEnvironmentRecord } from "../../../src/proof/terraform-json/environment-record";
import { workFolder } from "../../support/published-output";
import { type HandedOver, handedOver, run } from "./handed-over";

const ENVIRONMENT = "ml-inference-prod";
let given: HandedOver;

beforeAll(async () => {
  given = await handedOver(ENVIRONMENT, "hcl");
});

/** An edit of an owner: files, what they have, and what they get. */
interface Edit {
  readonly files: readonly string[];
  readonly from: RegExp;
  readonly to: string;
}

const values = (layer: string): string => `${layer}/${ENVIRONMENT}.tfvars`;
const edit = (layers: readonly string[], from: RegExp, to: string): Edit => ({
  files: layers.map(values),
  from,
  to,
});

/** A copy of the hand-over with edits, of which each changes each of its files. */
function edited(...edits: readonly Edit[]): string {
  const folder = join(workFolder("values"), "module");
  cpSync(given.module, folder, { recursive: true });
  for (const { files, from, to } of edits)
    for (const file of files) {
      const text = readFileSync(join(folder, file), "utf8");
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${file} has no ${String(from)}`);
      writeFileSync(join(folder, file), changed);
    }
  return folder;
}

test("without an edit, the settings of a hand-over are those of the environment's file", () => {
  const { settings } = readHandedOver(given.module, "--module").record;
  const written = readEnvironmentRecord(given.synthesized, ENVIRONMENT).settings;
  expect(written.length).toBeGreaterThan(50);
  expect(settings).toEqual(written.map(({ path, value }) => ({ path, value })));
});

test("no setting that a variable has is in the file beside the modules too", () => {
  const { settings } = JSON.parse(readFileSync(join(given.module, "checks.json"), "utf8")) as {
    settings: readonly { path: readonly string[]; value?: unknown; in?: readonly string[][] }[];
  };
  expect(settings.filter((each) => (each.in === undefined) === (each.value === undefined))).toEqual([]);
  const held = settings.flatMap(({ path, in: places }) => (places === undefined ? [] : [path.join(".")]));
  expect(held.length).toBeGreaterThan(30);
});

const GROUP = ["cluster"];
/** Complete edits by values alone. */
const COMPLETE: Readonly<Record<string, readonly Edit[]>> = {
  "the tag of an image": [edit(["models"], /(image_tag +=).*/, '$1 "1.5.0"')],
  "a log level": [edit(["models"], /"info"/, '"debug"')],
  "the retention of flow logs": [edit(["network"], /(flow_log_retention_days +=).*/, "$1 90")],
  "the retention of logs of the cluster": [edit(["cluster"], /(\blog_retention_days +=).*/, "$1 90")],
  "another instance type": [edit(GROUP, /(instance_types +=).*/, '$1 ["t3a.medium"]')],
  "another size of a node group": [edit(GROUP, /(max_per_zone +=).*/, "$1 3")],
  "an administrator more": [edit(GROUP, /(admins +=) \[/, '$1 ["arn:aws:iam::222233334444:role/more", ')],
  "another administrator": [edit(GROUP, /(admins +=).*/, '$1 ["arn:aws:iam::222233334444:role/other"]')],
  "a range of clients more": [edit(["network"], /(client_cidrs +=) \[/, '$1 ["10.72.0.0/16", ')],
  "storage of nodes": [edit(GROUP, /(disk_gib +=).*/, "$1 80")],
  "temporary storage of pods": [edit(["models"], /(tmp_mib +=).*/, "$1 128")],
  "most replicas": [edit(["models"], /(max_replicas +=).*/, "$1 8")],
  "a request of CPU": [edit(["models"], /(cpu_request +=).*/, '$1 "300m"')],
  "an owner": [edit([...LAYERS], /^(owner +=).*/m, '$1 "other-team"')],
  "a project": [edit([...LAYERS], /^(project +=).*/m, '$1 "other-project"')],
  "a repository": [edit([...LAYERS], /^(repository +=).*/m, '$1 "example/other"')],
};

test.each(Object.entries(COMPLETE))("%s: a complete edit by values passes", (_, edits) => {
  const { status, stdout, stderr } = run("check", "--module", edited(...edits));
  expect(stderr).toBe("");
  expect(stdout.match(/^error .*\n.*/gm) ?? []).toEqual([]);
  expect(status).toBe(0);
});
