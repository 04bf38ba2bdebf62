import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { readHandedOver } from "../../../src/project/modules/handed-over";
import { inModuleWords } from "../../../src/project/modules/module-words";
import { FORMATS } from "../../support/bundles";
import { halfOfRow } from "../../support/covering-sample";
import { ENVIRONMENTS } from "../../support/environments";
import { type HandedOver, handedOver, jsonOf, run } from "../handed-over";

/** A finding in a report. */
interface Found {
  readonly stack: string;
  readonly message: string;
  readonly fix: string;
  readonly waiver?: object;
}

/** A waiver that a module need not use. */
const notInherited = ({ waiver, ...found }: Found): object => ({
  ...found,
  waiver: waiver && { ...waiver, inherited: undefined },
});

const layerOf = ({ stack }: Found): Layer => LAYERS.find((layer) => stack.endsWith(`-${layer}`)) ?? "state";

const PAGES = [
  ["runbook", "md"],
  ["report", "html"],
] as const;

/** Each environment in one of the formats, and both formats with several environments and both pages. */
const CASES = ENVIRONMENTS.flatMap((environment, row) =>
  halfOfRow(FORMATS, row).map(
    (format) => [environment, format, halfOfRow(PAGES, Math.floor(row / 2))] as const,
  ),
);

describe.each(CASES)("%s handed over as %s", (environment, format, pages) => {
  let folders: HandedOver;

  beforeAll(async () => {
    folders = await handedOver(environment, format);
  });

  const both = (): readonly (readonly string[])[] => [
    ["--in", folders.synthesized],
    ["--module", folders.module],
  ];

  test("has the findings of the synthesized output, in words of the modules", () => {
    const { words } = readHandedOver(folders.module, "--module");
    const [synthesized, module] = both().map((args) => jsonOf("check", ...args)["findings"] as Found[]);
    if (words === undefined) throw new Error("no record");
    const inWords = (each: Found): Found => ({
      ...each,
      message: inModuleWords(words, layerOf(each), each.message),
      fix: inModuleWords(words, layerOf(each), each.fix),
    });
    expect(module?.map(notInherited)).toEqual(synthesized?.map((each) => notInherited(inWords(each))));
    expect(synthesized).toContainEqual(expect.objectContaining({ check: expect.any(String) as string }));
  });

  test("costs the same, to the cent", () => {
    const [synthesized, module] = both().map((args) => jsonOf("cost", ...args));
    expect(module).toEqual(synthesized);
    expect(JSON.stringify(module)).toMatch(/"monthly":\{"min":[1-9]/);
  });

  test("is the same picture", () => {
    const [synthesized, module] = both().map((args) => jsonOf("diagram", ...args));
    expect(module).toEqual(synthesized);
  });

  test.each(pages)("has the same %s", (command, ending) => {
    const texts = both().map((args, index) => {
      const file = join(folders.module, "..", `${index}.${ending}`);
      expect(run(command, ...args, "--out", file).stderr).toBe(`wrote ${file}\n`);
      return readFileSync(file, "utf8");
    });
    expect(texts[1]?.replace(", handoff --check", "")).toBe(texts[0]);
  });

  test("changes no resource for a review", () => {
    const counts = (before: string): unknown =>
      jsonOf("review", "--before", before, "--module", folders.module)["environments"];
    const none = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, unknown: 0 };
    expect(counts(folders.module)).toMatchObject([{ verdict: "no change", counts: none }]);
    expect(counts(folders.synthesized)).toMatchObject([{ counts: none }]);
  });
});
