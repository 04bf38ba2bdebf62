import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WorkingCopy } from "../support/working-copy";

const PAGE = readFileSync(resolve(__dirname, "../../docs/guide/own-terraform.md"), "utf8");

/** HCL of the page: files by their path, and blocks without a path. */
const BLOCKS = [...PAGE.matchAll(/^```hcl\n(?:# environments\/(\S+)\n)?([^]*?)^```$/gm)].map(
  ([, path = "mlapp/network/provider.tf", text = ""]) => ({ path, text }),
);

test("the examples of the page on own Terraform files pass all checks, with a warning for each block", async () => {
  expect(BLOCKS.map(({ path }) => path)).toEqual([
    "mlapp/network/lookup.tf",
    "mlapp/models/dns.tf",
    "mlapp/network/provider.tf",
  ]);
  const copy = new WorkingCopy("mlapp");
  for (const { path, text } of BLOCKS) {
    mkdirSync(dirname(join(copy.environments, path)), { recursive: true });
    copy.write(path, text);
  }
  const { summary = "", error } = await copy.synth();
  expect(error).toBeUndefined();
  expect(summary.match(/own-block-not-judged/g)).toHaveLength(4);
});

test("the page shows the output of synth for its example", async () => {
  const copy = new WorkingCopy("mlapp");
  mkdirSync(join(copy.environments, "mlapp/network"), { recursive: true });
  copy.write("mlapp/network/lookup.tf", `# the first line of the page\n${BLOCKS[0]?.text ?? ""}`);
  const { summary = "" } = await copy.synth();
  const lines = summary.split("\n");
  const found = lines.findIndex((line) => line.includes("own-block-not-judged"));
  const [shown = "none"] = /^warning own-block-not-judged.*$/m.exec(PAGE) ?? [];
  expect(lines[found]?.replace(/\(\S*environments/, "(environments")).toBe(shown);
  const [, id = "none"] = /finding: (\w+)$/.exec(shown) ?? [];
  expect(PAGE).toContain(`    finding: ${id}\n`);
  const [message = ""] = /not judged as a whole: block \w+ of an own file/.exec(PAGE) ?? ["none"];
  expect(lines[found + 1]).toContain(message);
});

test("the waiver of the page accepts the finding", async () => {
  const [, waiver = ""] = /^```yaml\n(waivers:\n[^]*?)^```$/m.exec(PAGE) ?? [];
  const copy = new WorkingCopy("mlapp");
  mkdirSync(join(copy.environments, "mlapp/network"), { recursive: true });
  copy.write("mlapp/network/lookup.tf", `# the first line of the page\n${BLOCKS[0]?.text ?? ""}`);
  copy.write("mlapp.yaml", withWaiver(copy.read("mlapp.yaml"), waiver));
  const { summary = "", error } = await copy.synth();
  expect(error).toBeUndefined();
  expect(summary).not.toMatch(/^warning own-block-not-judged/m);
});

/** The waivers of a file, and one more. */
const withWaiver = (text: string, waiver: string): string =>
  /^waivers:$/m.test(text) ? text.replace(/^waivers:\n/m, waiver) : `${text}\n${waiver}`;
