import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkingCopy } from "../../support/working-copy";
import { synthInProcess } from "../../support/synth-process";

/** Notes the files of schemas that a process opens. */
const HOOK = `
const fs = require("node:fs");
for (const name of ["openSync", "readFileSync"]) {
  const inner = fs[name];
  fs[name] = (file, ...others) => {
    if (String(file).includes("provider-schemas")) fs.appendFileSync(process.env.OPENED, file + "\\n");
    return inner(file, ...others);
  };
}
`;

/** Files of schemas that a synth opens, and its status. */
function openedBy(own: Readonly<Record<string, string>>): { opened: string[]; status: number | null } {
  const work = mkdtempSync(join(tmpdir(), "schema-reads-"));
  const copy = new WorkingCopy("mlapp");
  for (const [name, text] of Object.entries(own)) {
    mkdirSync(join(copy.environments, "mlapp/network"), { recursive: true });
    writeFileSync(join(copy.environments, "mlapp/network", name), text);
  }
  const [hook, opened] = [join(work, "hook.js"), join(work, "opened")];
  writeFileSync(hook, HOOK);
  writeFileSync(opened, "");
  const { status } = synthInProcess(work, "out", {
    ENVIRONMENTS_DIR: copy.environments,
    NODE_OPTIONS: `--require ${hook}`,
    OPENED: opened,
  });
  const names = readFileSync(opened, "utf8").split("\n");
  return { status, opened: [...new Set(names.flatMap((file) => file.split("/").at(-1) || []))].sort() };
}

test("synth without own blocks opens no schema, and with one those of its provider", () => {
  // The first synth of a clone derives files from the schemas.
  openedBy({});
  expect(openedBy({})).toEqual({ status: 0, opened: [] });
  const own = { resource: { aws_ssm_parameter: { a: { name: "/a", type: "String", value: "a" } } } };
  expect(openedBy({ "a.tf.json": JSON.stringify(own) }).opened).toEqual([
    "aws-newest.json",
    "aws.json",
    "aws.jsonl",
  ]);
});
