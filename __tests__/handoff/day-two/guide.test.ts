import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_TWO } from "./changes";

const page = readFileSync(join(__dirname, "../../../docs/guide/handoff.md"), "utf8");
const [, section = ""] = page.split("## Changes");
const [table = ""] = section.split("## Proof");
const ROW = /^\| (an? [^|]*?|the [^|]*?|another [^|]*?|replicas) +\| ([^|]*) \| ([^|]*) \|/gm;
const rows = [...table.matchAll(ROW)].map(([, name = "", edit = "", plan = ""]) => ({
  name,
  edit,
  plan,
  codes: [...edit.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
}));

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

const SIGNS: Readonly<Record<string, string>> = { added: "+", removed: "-", changed: "~" };

/** Lines of a plan of resources, which alone have a type of a provider. */
const OF_RESOURCE = /^(\w+) (\S+) (?:aws|kubernetes|helm)_/;

/** A count in the plan of a row, such as "`models`: 8 objects of the model added". Without a module, it is that of all modules. */
const counts = rows.flatMap(({ name, plan }) =>
  plan.split(";").flatMap((part) => {
    const [, layer] = /^\s*`(\w+)`:/.exec(part) ?? [];
    return [...part.matchAll(/\b(\d+) [^,;]*?(added|removed|changed)/g)].map(
      ([text, count = "", change = ""]) => ({ name, layer, text, count: Number(count), change }),
    );
  }),
);

test("the guide counts the resources of some plans", () => {
  expect(counts.length).toBeGreaterThan(4);
});

test.each(counts)("the plan of $name in the guide, $layer: $text", ({ name, layer, count, change }) => {
  const plan = DAY_TWO.find((each) => each.name === name)?.plan ?? [];
  const lines = plan.filter((line) => {
    const [, of, sign] = OF_RESOURCE.exec(line) ?? [];
    return sign === SIGNS[change] && (layer === undefined || of === layer);
  });
  expect(lines).toHaveLength(count);
});
