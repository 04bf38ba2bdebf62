import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_TWO } from "./changes";

const page = readFileSync(join(__dirname, "../../../../docs/guide/handoff.md"), "utf8");
const [, section = ""] = page.split("## Changes");
const [table = ""] = section.split("## Proof");
const rows = [...table.matchAll(/^\| (an? [^|]*?|the [^|]*?|another [^|]*?|replicas) +\| ([^|]*) \|/gm)].map(
  ([, name = "", edit = ""]) => ({
    name,
    edit,
    codes: [...edit.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
  }),
);

const spaced = (text: string): string => text.replaceAll(/\s+/g, " ");

test("the guide has each change", () => {
  expect(rows.map(({ name }) => name).sort()).toEqual(DAY_TWO.map(({ name }) => name).sort());
});

/** Files and folders of a hand-over in a row, and texts that the owner writes there. */
const isFile = (code: string): boolean => /^[a-z]+\/[\w.-]*$/.test(code);

test.each(rows)("the edit of $name in the guide is the one that a test makes: $edit", ({ name, codes }) => {
  const edits = DAY_TWO.find((each) => each.name === name)?.edits ?? [];
  const named = codes.filter(isFile);
  expect(named).not.toEqual([]);
  expect(named.filter((file) => !edits.some((each) => each.file === file))).toEqual([]);
  const texts = edits.flatMap(({ from, to }) => [from, to]).map(spaced);
  const written = codes.filter((code) => !isFile(code) && !code.startsWith("terraform init"));
  expect(written.filter((code) => !texts.some((text) => text.includes(spaced(code))))).toEqual([]);
});
