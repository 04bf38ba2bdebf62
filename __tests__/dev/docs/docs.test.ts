import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "../../../src/base/zod";
import { expects } from "../../../src/environment/expects";
import { valueSchemasOf, descriptionOf } from "../../../src/environment/value-schemas";
import { jsonSchemaPage } from "../../../dev/docs/reference/json-schema";
import { markdownPage } from "../../../dev/docs/configuration-page";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { userError } from "../../../src/base/errors";
import { runDocs } from "../../../dev/docs/command";
import { PAGES } from "../../../dev/docs/pages";

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
        .describe("The first entry."),
      z.strictObject({ type: z.literal("two").describe("Two.") }).describe("The second entry."),
    ])
    .describe("The entry."),
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
      "a required key with the format that its check expects",
      "account",
      ["text", "**required**", "12 digits", "AWS account."],
    ],
    [
      "choices, quoted where YAML would read a number",
      "version",
      ["text", '`"1.36"`', '`"1.35"`, `"1.36"`', "Version."],
    ],
    [
      "a default that its description states",
      "name",
      ["text", "`<environment>-x`", "up to 9 characters", "Name of it."],
    ],
    [
      "bounds with the unit in the key",
      "diskGiB",
      ["whole number", "`50`", "20 to 100 GiB", "Size \\| of the disk."],
    ],
    [
      "a list and the format of its entries",
      "zones",
      ["list of text", "`[a, b]`", "at least 2 entries; each a letter", "Zones."],
    ],
    [
      "a mapping with a link to its section",
      "network",
      ["[mapping](#network)", "its defaults", "", "The network."],
    ],
    [
      "mappings by name with the format of the names",
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

  test("names each variant by its discriminator", () => {
    expect(page).toContain("- [`entry type: one`](#entry-type-one): The first entry.\n");
    expect(row("### `entry type: one`", "type")).toEqual(["`type`", "text", "**required**", "`one`", "One."]);
  });

  test("shows the types of a union", () => {
    expect(row("## `models[]`", "port")).toEqual([
      "`port`",
      "whole number or text",
      "**required**",
      "at least 1 or `all`",
      "Port.",
    ]);
  });

  test("shows an open range", () => {
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

  test("requires the keys without a default", () => {
    expect(whole.required).toEqual(["account", "entry"]);
  });

  test("requires no key of a file with extends, at any depth", () => {
    expect(page.if).toEqual({ required: ["extends"] });
    expect(extending.required).toBeUndefined();
    expect(JSON.stringify(extending.properties["entry"])).not.toContain('"required"');
  });

  test("states no defaults for a file with extends, since those of the extended file apply", () => {
    expect(whole.properties["version"]).toMatchObject({ default: "1.36" });
    expect(JSON.stringify(extending.properties["version"])).not.toContain("default");
  });

  test("allows extends in both definitions", () => {
    expect(whole.properties["extends"]).toMatchObject({ type: "string" });
    expect(extending.properties["extends"]).toEqual(whole.properties["extends"]);
  });

  test("allows null, which removes a key, only with extends", () => {
    expect(JSON.stringify(whole)).not.toContain('"null"');
    expect(extending.properties["account"]).toEqual({
      description: "AWS account.",
      anyOf: [
        { type: "string", pattern: "^\\d{12}$" },
        { type: "null", description: "Removes the key that the extended environment sets." },
      ],
    });
  });

  test("requires the keys of list entries also with extends, since lists are replaced as a whole", () => {
    expect(JSON.stringify(extending.properties["models"])).toContain('"required":["port"]');
  });

  test("omits a pattern with flags, which JSON Schema lacks", () => {
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

  test("rejects unknown keys in both definitions", () => {
    for (const definition of [whole, extending])
      expect(definition).toMatchObject({ additionalProperties: false });
  });
});

describe("the reference of the environment schema", () => {
  const markdown = markdownPage(environmentSchema, "Configuration reference");
  const keys = keysBelow("", environmentSchema);

  test("describes every key", () => {
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.filter(({ schema }) => descriptionOf(schema) === "").map(({ path }) => path)).toEqual([]);
  });

  test("rejects unknown keys in every mapping", () => {
    expect(keys.length).toBeGreaterThan(80);
    const open = keys.flatMap(({ path, schema }) =>
      valueSchemasOf(schema).flatMap(({ _zod: { def } }) =>
        def.type === "object" && def.catchall?._zod.def.type !== "never" ? path : [],
      ),
    );
    expect(open).toEqual([]);
  });

  test("links only to existing headings", () => {
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

  test("has five cells in every row, with type, default and meaning", () => {
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
    return runDocs(args, root, () => pages, { out: write, err: write });
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "docs-"));
    output = [];
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("writes a missing page once", () => {
    expect([run(), run()]).toEqual([0, 0]);
    expect(readFileSync(join(root, "docs/a.md"), "utf8")).toBe("a\n");
    expect(output).toEqual(["wrote docs/a.md\n"]);
  });

  test("fails with the message alone when synth refuses an example, and writes nothing", () => {
    const write = (text: string) => void output.push(text);
    const refused = () => {
      throw userError({ place: "examples/a.yaml", got: "1", expected: "2", fix: "write 2" });
    };
    expect(runDocs([], root, refused, { out: write, err: write })).toBe(1);
    expect(output).toEqual(["examples/a.yaml: got 1, expected 2; write 2\n"]);
    expect(existsSync(join(root, "docs/a.md"))).toBe(false);
  });

  test("--check passes for current pages", () => {
    run();
    expect(run("--check")).toBe(0);
  });

  test("--check fails when a page is missing, and does not write it", () => {
    expect(run("--check")).toBe(1);
    expect(existsSync(join(root, "docs/a.md"))).toBe(false);
  });

  test("--check fails when a page is stale, names it, and does not write it", () => {
    run();
    writeFileSync(join(root, "docs/a.md"), "b\n");
    expect(run("--check")).toBe(1);
    expect(output.at(-1)).toBe("docs/a.md is stale; run `npm run docs` and commit it\n");
    expect(readFileSync(join(root, "docs/a.md"), "utf8")).toBe("b\n");
  });

  test.each([["--chek"], ["a"]])("returns 2 for %s", (arg) => {
    expect(run(arg)).toBe(2);
  });

  test("returns 0 for --help", () => {
    expect(run("--help")).toBe(0);
  });
});

test("the configuration reference is one of the pages", () => {
  expect(PAGES.map(({ path }) => path)).toContain("docs/reference/configuration.md");
});

test.each(PAGES.map((page) => [page.path, page] as const))("%s is the same in two renderings", (_, page) => {
  expect(page.render()).toBe(page.render());
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
