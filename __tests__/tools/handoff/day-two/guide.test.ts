import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_TWO } from "./changes";

const page = readFileSync(join(__dirname, "../../../../docs/guide/handoff.md"), "utf8");
const [, table = ""] = page.split("## Changes");
const rows = [...table.matchAll(/^\| [^|]+ \| `([\w./-]+)`(?:, and [^:]*)?: ([^|]*) \|/gm)];

const spaced = (text: string): string => text.replaceAll(/\s+/g, " ");

test("the guide has edits of owners", () => {
  expect(rows.length).toBeGreaterThan(8);
});

test.each(rows.map(([, file = "", edit = ""]) => ({ file, edit })))(
  "the edit of $file in the guide is one that a test makes: $edit",
  ({ file, edit }) => {
    const [, code] = /`([^`]+)`/.exec(edit) ?? [];
    const made = DAY_TWO.flatMap(({ edits }) => edits).filter((each) => each.file === file);
    expect(
      made.filter(({ to }) => code === "certificate_arn" || spaced(to).includes(spaced(code ?? ""))),
    ).not.toEqual([]);
  },
);
