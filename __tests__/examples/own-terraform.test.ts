import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WorkingCopy } from "../support/working-copy";

const PAGE = readFileSync(resolve(__dirname, "../../docs/guide/own-terraform.md"), "utf8");

/** HCL of the page: files by their path, and blocks without a path. */
const BLOCKS = [...PAGE.matchAll(/^```hcl\n(?:# environments\/(\S+)\n)?([^]*?)^```$/gm)].map(
  ([, path = "mlapp/network/provider.tf", text = ""]) => ({ path, text }),
);

/** The entries of the page. */
const [, ENTRIES = ""] = /^```yaml\n(acceptedBlocks:\n[^]*?)^```$/m.exec(PAGE) ?? [];

/** A copy of mlapp with the files of the page, at the lines of files that begin with their path. */
function copyOfPage(entries: string): WorkingCopy {
  const copy = new WorkingCopy("mlapp");
  for (const { path, text } of BLOCKS) {
    mkdirSync(dirname(join(copy.environments, path)), { recursive: true });
    copy.write(path, `# the first line of the page\n${text}`);
  }
  copy.write("mlapp.yaml", `${copy.read("mlapp.yaml")}\n${entries}`);
  return copy;
}

test("the examples of the page pass all checks with the entry of the page", async () => {
  expect(BLOCKS.map(({ path }) => path)).toEqual([
    "mlapp/network/lookup.tf",
    "mlapp/models/dns.tf",
    "mlapp/network/provider.tf",
  ]);
  const { summary = "", error } = await copyOfPage(ENTRIES).synth();
  expect(error).toBeUndefined();
  expect(summary.match(/own-block-not-judged/g)).toHaveLength(1);
});

test("the page shows the error of its example without the entry", async () => {
  const { error = "" } = await copyOfPage("").synth();
  const lines = error.split("\n");
  const [shown = "none", message = "none", ...entry] =
    /^error {3}own-block-not-judged [^]*?(?=\n```)/m.exec(PAGE)?.[0].split("\n") ?? [];
  const found = lines.findIndex((line) => line.includes("own-block-not-judged"));
  expect(lines[found]).toBe(shown);
  expect(lines[found + 1]).toContain(message.replace(/ …$/, ""));
  expect(lines.slice(found + 2, found + 6)).toEqual(entry);
});
