import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS } from "../../../src/base/layers";
import { readHandedOver } from "../../../src/project/modules/handed-over";
import { readEnvironmentRecord } from "../../../src/terraform/environment-record";
import { CHECKS } from "../../../src/checks/all";
import { inModuleWords } from "../../../src/project/modules/module-words";
import { halfOfRow } from "../../support/covering-sample";
import { workFolder } from "../../support/published-output";
import { type HandedOver, handedOver, run } from "../handed-over";

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

test.each(halfOfRow(Object.entries(COMPLETE), 0))("%s: a complete edit by values passes", (_, edits) => {
  const { status, stdout, stderr } = run("check", "--module", edited(...edits));
  expect(stderr).toBe("");
  expect(stdout.match(/^error .*\n.*/gm) ?? []).toEqual([]);
  expect(status).toBe(0);
});

/** Edits with an element more or less, complete in all modules. */
const ELEMENTS: Readonly<Record<string, readonly Edit[]>> = {
  "a node group more": [
    edit(
      GROUP,
      /(node_groups = \{\n)/,
      '$1  batch = {\n    capacity_type = "ON_DEMAND"\n    instance_types = ["t3.medium"]\n    min_per_zone = 1\n    max_per_zone = 2\n    disk_gib = 50\n  }\n',
    ),
  ],
};

test.each(Object.entries(ELEMENTS))("%s: its settings follow from the variable", (_, edits) => {
  const { settings } = readHandedOver(edited(...edits), "--module").record;
  const batch = settings.filter(({ path }) => path[2] === "batch");
  const general = settings.filter(({ path }) => path[2] === "general");
  expect(batch.length).toBeGreaterThan(5);
  expect(batch.map(({ path }) => path[3])).toEqual(general.map(({ path }) => path[3]));
  expect(batch).toContainEqual({ path: ["cluster", "nodeGroups", "batch", "maxPerZone"], value: 2 });
  const { stdout } = run("check", "--module", edited(...edits));
  expect(stdout).not.toMatch(/node-group-sizes/);
});

/** Edits that are wrong, with the words of the message that name what to correct. */
const WRONG: Readonly<Record<string, readonly [edits: readonly Edit[], words: readonly string[]]>> = {
  "an owner in one module": [
    [edit(["network"], /^(owner +=).*/m, '$1 "other-team"')],
    [`network/${ENVIRONMENT}.tfvars: got owner = "other-team"`, `as owner of state/${ENVIRONMENT}.tfvars`],
  ],
  "a version of Kubernetes in one module": [
    [edit(["cluster"], /(kubernetes_version +=).*/, '$1 "1.35"')],
    [`models/${ENVIRONMENT}.tfvars: got kubernetes_version = `, `of cluster/${ENVIRONMENT}.tfvars`],
  ],
  "a size in a block": [
    [{ files: ["cluster/node-groups.tf"], from: /max_size +=.*/, to: "max_size = 9" }],
    ["max_per_zone", `node_groups (cluster/${ENVIRONMENT}.tfvars)`],
  ],
  "an instance type in a block": [
    [
      {
        files: ["cluster/node-groups.tf"],
        from: /instance_types = .*/,
        to: 'instance_types = ["m6i.large"]',
      },
    ],
    [`node_groups (cluster/${ENVIRONMENT}.tfvars)`],
  ],
  "a retention in a block": [
    [{ files: ["network/flow-logs.tf"], from: /retention_in_days +=.*/, to: "retention_in_days = 7" }],
    [`flow_log_retention_days (network/${ENVIRONMENT}.tfvars)`],
  ],
  "an administrator in a block": [
    [
      {
        files: ["cluster/cluster.tf"],
        from: /principal_arn = each.key/,
        to: 'principal_arn = "arn:aws:iam::222233334444:role/more"',
      },
    ],
    [`admins (cluster/${ENVIRONMENT}.tfvars)`],
  ],
  "an image in a block": [
    [{ files: ["models/model-main-deployment.tf"], from: /:\$\{each\.value\.image_tag\}/, to: ":9.9.9" }],
    [`models/${ENVIRONMENT}.tfvars or checks.json`],
  ],
};

test.each(Object.entries(WRONG))("%s: the message names variable and file", (_, [edits, words]) => {
  const { status, stdout, stderr } = run("check", "--module", edited(...edits));
  expect(status).toBe(1);
  const shown = `${stdout}${stderr}`;
  for (const each of words) expect(shown).toContain(each);
  expect(shown).not.toMatch(/synth(esize)? again|of the file\b|environment's file/);
});

test("the fix of each check speaks of variables and files of the modules", () => {
  const { words } = readHandedOver(given.module, "--module");
  if (words === undefined) throw new Error("no record");
  const texts = CHECKS.map(({ fix }) => inModuleWords(words, "cluster", fix));
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((text) => /synth(esize)? again|\bthe file\b|environment's file/.test(text))).toEqual(
    [],
  );
  const changed = texts.filter((text, index) => text !== CHECKS[index]?.fix);
  expect(changed.length).toBeGreaterThan(40);
  expect(changed.filter((text) => !/\([\w./-]+\)|tfvars or checks\.json/.test(text))).toEqual([]);
});

test("a setting whose variable is gone is named with the file that can have its value", () => {
  const folder = edited(
    { files: ["network/variables.tf"], from: /variable "flow_log_retention_days" \{[^]*?^\}\n/m, to: "" },
    { files: ["network/flow-logs.tf"], from: /var\.flow_log_retention_days/, to: "30" },
    edit(["network"], /flow_log_retention_days.*\n/, ""),
  );
  const { status, stderr } = run("check", "--module", folder);
  expect(status).toBe(1);
  expect(stderr).toContain("checks.json: got network.flowLogs.retentionDays in the variable");
  const file = join(folder, "checks.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace('"in":[["network","flow_log_retention_days"]]', '"value":30'));
  expect(run("check", "--module", folder).status).toBe(0);
});
