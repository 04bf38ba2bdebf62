import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOfInputs } from "../../src/handoff/bundle/provenance";
import { Handoffs, everything, read } from "./handoffs";

const handoffs = new Handoffs("handoff-provenance", "json");

beforeAll(() => handoffs.synthesize());

const provenanceIn = (folder: string): Record<string, unknown> =>
  JSON.parse(read(folder, "parity.json")) as Record<string, unknown>;

test("a hand-over of another commit with the same output changes one file", async () => {
  const folder = await handoffs.handedOver();
  const before = everything(folder);
  expect((await handoffs.to(folder, [], { commit: "ba9876543210" })).status).toBe(0);
  const after = everything(folder);
  const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(changed).toEqual(["parity.json"]);
  expect(provenanceIn(folder)["commit"]).toBe("ba9876543210");
});

test("only parity.json names the commit", async () => {
  // No example of an id in a message has these digits.
  const commit = "5ea1ed0ca5e5";
  const folder = handoffs.newFolder();
  await handoffs.to(folder, [], { commit });
  const files = Object.entries(everything(folder));
  expect(files.filter(([, text]) => text.includes(commit)).map(([path]) => path)).toEqual(["parity.json"]);
});

test("parity.json names the version of the program", async () => {
  const page = readFileSync(join(__dirname, "../../package.json"), "utf8");
  const { version } = JSON.parse(page) as { version: string };
  expect(provenanceIn(await handoffs.handedOver())["version"]).toBe(version);
});

test("the digest of inputs follows their contents, and not their paths", () => {
  const digest = (...inputs: [path: string, sum: string][]) => digestOfInputs(new Map(inputs)).inputs;
  expect(digest(["a/x.yaml", "1"], ["a/y.yaml", "2"])).toMatch(/^[0-9a-f]{64}$/);
  expect(digest(["a/x.yaml", "1"], ["a/y.yaml", "2"])).toBe(digest(["b/y.yaml", "2"], ["b/x.yaml", "1"]));
  expect(digest(["a/x.yaml", "1"])).not.toBe(digest(["a/x.yaml", "2"]));
  expect(digestOfInputs(undefined)).toEqual({});
});
