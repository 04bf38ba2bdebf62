import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readChartValues } from "../../src/environment/chart-values";
import { readPlanFile } from "../../src/terraform/plans/plan-file";
import { readJson } from "../../src/base/read-text";
import { UserError } from "../../src/base/errors";
import { parsedFile } from "../../src/review/deciding-files/file-change";
import { workFolder } from "../support/published-output";
import { WorkingCopy } from "../support/working-copy";

const work = workFolder("hostile-files");
const DEEP = 20_000;
const nested = (open: string, inner: string, close: string): string =>
  `${open.repeat(DEEP)}${inner}${close.repeat(DEEP)}`;

const ALIAS_BOMB = [..."abcdefghi"]
  .map((name, index, all) => `${name}: &${name} [${Array(9).fill(index === 0 ? "x" : `*${all[index - 1]}`)}]`)
  .join("\n");

/** The error of a synth with a file of an owner in the layer network. */
async function errorWith(name: string, put: (file: string) => void): Promise<string> {
  const copy = new WorkingCopy("mlapp");
  const file = join(copy.environments, "mlapp/network", name);
  mkdirSync(dirname(file), { recursive: true });
  put(file);
  const { error = "" } = await copy.synth();
  rmSync(copy.folder, { recursive: true });
  return error;
}

const text = (content: string) => (file: string) => writeFileSync(file, content);

const local = (value: string): string => JSON.stringify({ locals: { a: value } });

/** A sparse file, which takes no room on the disk. */
function sparse(file: string, gib: number): void {
  writeFileSync(file, "");
  truncateSync(file, gib * 2 ** 30);
}

const TOO_DEEP = "values nested more than 500 levels deep";

test.each<[what: string, name: string, put: (file: string) => void, got: string]>([
  ["a deep list", "x.tf.json", text(`{"locals": {"a": ${nested("[", "", "]")}}}`), TOO_DEEP],
  ["a deep object", "x.tf.json", text(`{"locals": {"a": ${nested('{"a":', "1", "}")}}}`), TOO_DEEP],
  ["deep blocks", "x.tf.json", text(nested('{"resource":', "1", "}")), TOO_DEEP],
  ["a deep expression", "x.tf.json", text(local(`\${${nested("(", "1", ")")}}`)), TOO_DEEP],
  ["a deep template", "x.tf.json", text(local(nested('${"', "1", '"}'))), TOO_DEEP],
  ["a deep policy", "x.tf.json", text(local(`{"Statement": ${nested("[", "", "]")}}`)), TOO_DEEP],
  ["a deep list in HCL", "x.tf", text(`locals {\n  a = ${nested("[", "", "]")}\n}\n`), TOO_DEEP],
  ["deep blocks in HCL", "x.tf", text(nested("a {\n", "", "}\n")), TOO_DEEP],
  ["a deep template in HCL", "x.tf", text(`locals {\n  a = ${nested('"${', "1", '}"')}\n}\n`), TOO_DEEP],
  ["many operators in HCL", "x.tf", text(`locals {\n  a = ${"!".repeat(DEEP)}true\n}\n`), TOO_DEEP],
  ["a pipe", "x.tf.json", (file) => execFileSync("mkfifo", [file]), "a special file"],
  ["a file of 2 MiB", "x.tf", text("#\n".repeat(2 ** 20)), "2048 KiB"],
  ["a file of 3 GiB", "x.tf.json", (file) => sparse(file, 3), "3145728 KiB"],
  ["a link to itself", "x.tf.json", (file) => symlinkSync(file, file), "a loop of symbolic links (ELOOP)"],
  ["bytes", "x.tf", (file) => writeFileSync(file, Buffer.from([0, 0xff])), "bytes that are not UTF-8"],
])("an own file with %s is an error with its place", async (_, name, put, got) => {
  const error = await errorWith(name, put);
  expect(error).toContain(got);
  for (const line of error.split("\n\n")[0]?.split("\n") ?? [])
    expect(line).toMatch(/^environments\/mlapp\/network\/x\.tf\S*:\d+:\d+ \S+: got .+, expected .+; .+$/);
});

test("brackets of scripts, and of values that are not deep, are no mistake", async () => {
  const colors = Array(400).fill("echo -e '\\\\033[1m'").join("; ");
  const shallow = `${"[".repeat(90)}${"]".repeat(90)}`;
  const error = await errorWith("x.tf.json", text(`{"locals": {"a": "${colors}", "b": ${shallow}}}`));
  expect(error).toBe("");
});

const refusalOf = (read: () => unknown): string => {
  try {
    read();
    return "";
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
};

test.each<[what: string, put: (file: string) => void, got: string]>([
  ["a deep value", text(`{"configuration": ${nested("[", "", "]")}}`), TOO_DEEP],
  ["a deep text", text(JSON.stringify({ a: nested("[", "", "]") })), TOO_DEEP],
  ["more than 512 MiB", (file) => sparse(file, 1), "a file of more than 512 MiB"],
  ["more than 2 GiB", (file) => sparse(file, 3), "a file of more than 2 GiB"],
  ["a link to itself", (file) => symlinkSync(file, file), "a loop of symbolic links"],
])("a plan file and another JSON file with %s are refused by name", (_, put, got) => {
  const file = join(work, "plan.json");
  rmSync(file, { force: true });
  put(file);
  for (const read of [() => readPlanFile(file), () => readJson(file, { expected: "JSON", fix: "fix it" })]) {
    expect(refusalOf(read)).toContain(`${file}: got ${got}`);
    expect(refusalOf(read)).toMatch(/, expected .+; .+$/);
  }
});

test.each<[what: string, values: string, got: RegExp]>([
  ["an alias bomb", ALIAS_BOMB, /^values\.yaml: aliases that repeat too many values$/],
  ["an alias without an anchor", "a: *b\n", /^values\.yaml: Unresolved alias/],
  [
    "an alias of the value that it is in",
    "a: &a [*a]\n",
    /^values\.yaml: values nested more than \d+ levels deep$/,
  ],
  [
    "a deep value",
    `a: ${nested("[", "", "]")}`,
    /^values\.yaml\S*: values nested more than \d+ levels deep$/,
  ],
])("a file of values of a chart with %s is refused", (_, values, got) => {
  expect(readChartValues("values.yaml", values)).toMatchObject({
    got: expect.stringMatching(got) as unknown,
  });
});

test("review reads a file with an alias bomb as text that it does not know", () => {
  expect(parsedFile(ALIAS_BOMB)).toBeUndefined();
  expect(parsedFile("a: &a [*a]\n")).toBeUndefined();
});
