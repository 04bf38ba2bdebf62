import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { expects } from "../../../src/config/loader/expects";
import { valueSchemasOf } from "../../../src/config/loader/value-schemas";
import { descriptionOf } from "../../../src/config/reference/described";
import { jsonSchemaPage } from "../../../src/config/reference/json-schema";
import { markdownPage } from "../../../src/config/reference/markdown";
import { environmentSchema } from "../../../src/config/schema";
import { runDocs } from "../../../src/commands/docs/command";
import { PAGES } from "../../../src/commands/docs/pages";

const small = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, expects("12 digits", "quote it"))
    .describe("AWS account."),
  version: z.enum(["1.35", "1.36"]).default("1.36").describe("Version."),
  name: z.string().max(9).optional().describe("Name of it. Default: `<environment>-x`."),
  diskGiB: z.int().min(20).max(100).default(50).describe("Size | of the disk."),
  zones: z
    .array(z.string().regex(/^[a-z]$/, expects("a letter", "x")))
    .min(2)
    .default(["a", "b"])
    .describe("Zones."),
  network: z
    .strictObject({
      deep: z
        .strictObject({ on: z.boolean().default(false).describe("On.") })
        .prefault({})
        .describe("Deep."),
    })
    .prefault({})
    .describe("The network."),
  groups: z
    .record(
      z.string().regex(/^g/, expects("a name with g", "x")),
      z.strictObject({ size: z.number().gt(0).describe("Size.") }),
    )
    .default({})
    .describe("Groups by name."),
  entry: z
    .discriminatedUnion("type", [
      z
        .strictObject({ type: z.literal("one").describe("One."), host: z.string().describe("Host.") })
        .describe("The first way."),
      z.strictObject({ type: z.literal("two").describe("Two.") }).describe("The second way."),
    ])
    .describe("The way in."),
  models: z
    .array(z.strictObject({ port: z.union([z.int().min(1), z.literal("all")]).describe("Port.") }))
    .default([])
    .describe("Models."),
});

describe("the reference page", () => {
  const page = markdownPage(small, "Reference");
  /** Cells of the row of a key, under a heading. */
  const row = (heading: string, key: string): string[] => {
    const section = page.slice(page.indexOf(`\n${heading}\n`) + 1).split(/\n#/)[0] ?? "";
    const line = section.split("\n").find((each) => each.startsWith(`| \`${key}\``)) ?? "";
    return line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim())
      .slice(1, -1);
  };

  test.each([
    [
      "a required key, with the words of its check",
      "account",
      ["text", "**required**", "12 digits", "AWS account."],
    ],
    [
      "choices, in quotes where YAML would read a number",
      "version",
      ["text", '`"1.36"`', '`"1.35"`, `"1.36"`', "Version."],
    ],
    [
      "a default that only words can give",
      "name",
      ["text", "`<environment>-x`", "up to 9 characters", "Name of it."],
    ],
    [
      "bounds with the unit that the key names",
      "diskGiB",
      ["whole number", "`50`", "20 to 100 GiB", "Size \\| of the disk."],
    ],
    [
      "a list and its entries",
      "zones",
      ["list of text", "`[a, b]`", "at least 2 entries; each a letter", "Zones."],
    ],
    ["a mapping, linked", "network", ["[mapping](#network)", "its defaults", "", "The network."]],
    [
      "mappings by name",
      "groups",
      ["[mapping](#groupsname) by name", "none", "names: a name with g", "Groups by name."],
    ],
    ["a list of mappings", "models", ["list of [mapping](#models)", "none", "", "Models."]],
  ])("shows %s", (_title, key, cells) => {
    expect(row("## Top level", key)).toEqual([`\`${key}\``, ...cells]);
  });

  test("has a section for each mapping, nested as in the file", () => {
    expect(page.match(/^#+ [`A-Z].*$/gm)).toEqual([
      "# Reference",
      "## Top level",
      "## `extends`",
      "## `network`",
      "### `network.deep`",
      "## `groups.<name>`",
      "## `entry`",
      "### `entry type: one`",
      "### `entry type: two`",
      "## `models[]`",
    ]);
  });

  test("shows variants by what tells them apart", () => {
    expect(page).toContain("- [`entry type: one`](#entry-type-one): The first way.\n");
    expect(row("### `entry type: one`", "type")).toEqual(["`type`", "text", "**required**", "`one`", "One."]);
  });

  test("shows a union and an open range", () => {
    expect(row("## `models[]`", "port")).toEqual([
      "`port`",
      "whole number or text",
      "**required**",
      "at least 1 or `all`",
      "Port.",
    ]);
    expect(row("## `groups.<name>`", "size")).toEqual([
      "`size`",
      "number",
      "**required**",
      "above 0",
      "Size.",
    ]);
  });
});

describe("the JSON schema", () => {
  const page = JSON.parse(jsonSchemaPage(small, "An environment")) as {
    if: object;
    definitions: Record<
      "whole" | "extending",
      { required?: string[]; properties: Record<string, Record<string, unknown>> }
    >;
  };
  const { whole, extending } = page.definitions;

  test("asks for the keys without a default", () => {
    expect(whole.required).toEqual(["account", "entry"]);
  });

  test("asks a file that extends another for none, at any depth", () => {
    expect(page.if).toEqual({ required: ["extends"] });
    expect(extending.required).toBeUndefined();
    expect(JSON.stringify(extending.properties["entry"])).not.toContain('"required"');
  });

  test("states no defaults where those of the extended environment apply", () => {
    expect(whole.properties["version"]).toMatchObject({ default: "1.36" });
    expect(JSON.stringify(extending.properties["version"])).not.toContain("default");
  });

  test("knows extends in both", () => {
    expect(whole.properties["extends"]).toMatchObject({ type: "string" });
    expect(extending.properties["extends"]).toEqual(whole.properties["extends"]);
  });

  test("lets null remove a key only where something is extended", () => {
    expect(JSON.stringify(whole)).not.toContain('"null"');
    expect(extending.properties["account"]).toEqual({
      description: "AWS account.",
      anyOf: [
        { type: "string", pattern: "^\\d{12}$" },
        { type: "null", description: "Removes the key that the extended environment sets." },
      ],
    });
  });

  test("keeps entries of lists whole, since lists replace", () => {
    expect(JSON.stringify(extending.properties["models"])).toContain('"required":["port"]');
  });

  test("leaves out a pattern that needs a flag, which JSON Schema does not have", () => {
    const flagged = z.strictObject({
      a: z
        .string()
        .max(3)
        .regex(/^\p{L}$/u),
      b: z.string().regex(/x/).regex(/y/i),
    });
    const { definitions } = JSON.parse(jsonSchemaPage(flagged, "x")) as typeof page;
    expect(definitions.whole.properties).toMatchObject({
      a: { type: "string", maxLength: 3 },
      b: { type: "string" },
    });
    expect(JSON.stringify(definitions)).not.toContain("pattern");
  });

  test("refuses unknown keys in both", () => {
    for (const definition of [whole, extending])
      expect(definition).toMatchObject({ additionalProperties: false });
  });
});

describe("of the environment schema", () => {
  const markdown = markdownPage(environmentSchema, "Configuration reference");
  const keys = keysBelow("", environmentSchema);

  test("every key says what it means", () => {
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.filter(({ schema }) => descriptionOf(schema) === "").map(({ path }) => path)).toEqual([]);
  });

  test("every mapping refuses unknown keys", () => {
    expect(keys.length).toBeGreaterThan(80);
    const open = keys.flatMap(({ path, schema }) =>
      valueSchemasOf(schema).flatMap(({ _zod: { def } }) =>
        def.type === "object" && def.catchall?._zod.def.type !== "never" ? path : [],
      ),
    );
    expect(open).toEqual([]);
  });

  test("every link of the page leads to a heading", () => {
    const anchors = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      (title ?? "")
        .toLowerCase()
        .replace(/[^a-z0-9 _-]/g, "")
        .replace(/ /g, "-"),
    );
    const links = [...markdown.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ""))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  test("every row has its five cells, with type, default and meaning filled", () => {
    const rows = markdown.split("\n").filter((line) => /^\| `(?!null)\w+` \|/.test(line));
    expect(rows.length).toBeGreaterThan(80);
    for (const row of rows) {
      const cells = row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim());
      expect(cells).toHaveLength(5);
      expect([cells[0], cells[1], cells[2], cells[4]]).not.toContain("");
    }
  });
});

describe("npm run docs", () => {
  let root: string;
  let output: string[];
  const pages = [{ path: "docs/a.md", render: () => "a\n" }];
  const run = (...args: string[]): number => {
    const write = (text: string) => void output.push(text);
    return runDocs(args, root, pages, { out: write, err: write });
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "docs-"));
    output = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("writes each page, and none that is as it should be", () => {
    expect([run(), run()]).toEqual([0, 0]);
    expect(readFileSync(join(root, "docs/a.md"), "utf8")).toBe("a\n");
    expect(output).toEqual(["wrote docs/a.md\n"]);
  });

  test("--check passes when the pages are as they should be", () => {
    run();
    expect(run("--check")).toBe(0);
  });

  test("--check fails when a page is missing or stale, and writes nothing", () => {
    expect(run("--check")).toBe(1);
    run();
    writeFileSync(join(root, "docs/a.md"), "b\n");
    expect(run("--check")).toBe(1);
    expect(output[output.length - 1]).toBe("docs/a.md is stale; run `npm run docs` and commit it\n");
    expect(readFileSync(join(root, "docs/a.md"), "utf8")).toBe("b\n");
  });

  test("fails with 2 when an option is unknown; help is no failure", () => {
    expect([run("--chek"), run("a"), run("--help")]).toEqual([2, 2, 0]);
  });

  test("every page renders, the same each time", () => {
    expect(PAGES.map(({ path }) => path)).toContain("docs/configuration.md");
    for (const page of PAGES) expect(page.render()).toBe(page.render());
  });
});

/** Every key of a schema, with its path. */
function keysBelow(path: string, schema: z.core.$ZodType): { path: string; schema: z.core.$ZodType }[] {
  return valueSchemasOf(schema).flatMap(({ _zod: { def } }) => {
    if (def.type === "array") return keysBelow(`${path}[]`, def.element);
    if (def.type === "record") return keysBelow(`${path}.<name>`, def.valueType);
    if (def.type !== "object") return [];
    return Object.entries(def.shape).flatMap(([key, child]) => {
      const below = path === "" ? key : `${path}.${key}`;
      return [{ path: below, schema: child }, ...keysBelow(below, child)];
    });
  });
}
