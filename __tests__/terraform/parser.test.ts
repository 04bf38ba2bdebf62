import fc from "fast-check";
import { type BodyEntry, blockEntries } from "../../src/terraform/hcl/block-headers";
import { parseHcl, FileMistake } from "../../src/terraform/parser";

/** A text, and the blocks that it has at the top, each as `type labels line:column`. */
interface Written {
  readonly text: string;
  readonly blocks: readonly string[];
}

const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);

/** Texts between blocks and arguments that are none. */
const filler = fc.constantFrom(
  "",
  "\n",
  '# resource "a" "b" {\n',
  "// }\n",
  '/* resource "a" "b" {\n } */\n',
  "  \t\n",
);

/** Values with braces, quotes and hashes that open no block and no comment. */
const value = fc.constantFrom(
  '"plain"',
  '"}"',
  '"# no comment"',
  '"${var.a["{"]}"',
  '"%{ if true }x%{ endif }"',
  '"$${ {"',
  '"a\\"{"',
  "{ a = 1, b = { c = 2 } }",
  '[\n  "a", # {\n  "b",\n]',
  '<<EOT\n}\nresource "x" "y" {\nEOT',
  "<<-EOT\n    {{{ /* \n    EOT",
  'jsonencode({\n  a = "}"\n})',
  "var.on ? 1 : 0",
);

const argument = fc.tuple(name, value, filler).map(([key, text, after]) => `  ${key} = ${text}\n${after}`);

const nested = fc
  .tuple(name, fc.array(argument, { maxLength: 2 }))
  .map(([type, args]) => `  ${type} {\n${unique(args).join("")}  }\n`);

/** Arguments of one block, each name once. */
const unique = (args: readonly string[]): string[] => [
  ...new Map(args.map((text) => [/\S+/.exec(text)?.[0], text])).values(),
];

const block = fc.record({
  type: fc.constantFrom("resource", "data"),
  labels: fc.tuple(name, name),
  args: fc.array(argument, { maxLength: 3 }),
  blocks: fc.array(nested, { maxLength: 2 }),
  before: filler,
  quoted: fc.boolean(),
  ends: fc.constantFrom("\n", "\r\n"),
});

const document = fc.array(block, { maxLength: 4 }).map((all): Written => {
  let text = "";
  const blocks: string[] = [];
  for (const { type, labels, args, blocks: inner, before, quoted, ends } of all) {
    text += before;
    blocks.push(`${type} ${labels.join(" ")} ${text.split("\n").length}:1`);
    const written = labels.map((label) => (quoted ? `"${label}"` : label)).join(" ");
    text += `${type} ${written} {\n${unique(args).join("")}${inner.join("")}}${ends}`;
  }
  return { text, blocks };
});

const headersOf = (text: string): string[] =>
  blockEntries(text).map(({ type, labels, line, column }) => `${type} ${labels.join(" ")} ${line}:${column}`);

/** Number of blocks of each type and labels, as the parser of HashiCorp counts them. */
function parsedBlocks(text: string): string[] {
  const json = parseHcl("x.tf", text) as Record<string, Record<string, Record<string, unknown[]>>>;
  return Object.entries(json)
    .flatMap(([type, byType]) =>
      Object.entries(byType).flatMap(([first, byName]) =>
        Object.entries(byName).flatMap(([second, bodies]) => bodies.map(() => `${type} ${first} ${second}`)),
      ),
    )
    .sort();
}

test("a file is parsed without a promise, with expressions as templates and blocks as lists", () => {
  const text =
    'resource "aws_sns_topic" "x" {\n  name = "a-${var.b}"\n  tags = { a = 1 }\n  on {\n    n = -1\n  }\n}\n';
  expect(parseHcl("x.tf", text)).toEqual({
    resource: {
      aws_sns_topic: { x: [{ name: "a-${var.b}", tags: { a: 1 }, on: [{ n: -1 }] }] },
    },
  });
});

test("a mistake has its line, its column and the words of the parser", () => {
  const text = 'resource "a" "b" {\n  x = \n}\n';
  let mistake: unknown;
  try {
    parseHcl("x.tf", text);
  } catch (error) {
    mistake = error;
  }
  expect(mistake).toBeInstanceOf(FileMistake);
  expect(mistake).toMatchObject({ line: 2, what: expect.stringMatching(/expression/i) as string });
});

test("Terraform JSON in a file of HCL is a mistake", () => {
  expect(() => parseHcl("x.tf", '{"resource": {}}')).toThrow(FileMistake);
});

test("headers of blocks have their positions, also beside comments, texts and heredocs with braces", () => {
  fc.assert(
    fc.property(document, ({ text, blocks }) => {
      expect(headersOf(text)).toEqual(blocks);
    }),
  );
});

test("the headers are the blocks that the parser finds", () => {
  fc.assert(
    fc.property(document, ({ text, blocks }) => {
      const found = headersOf(text).map((header) => header.replace(/ \d+:\d+$/, ""));
      expect(found.sort()).toEqual(parsedBlocks(text));
      expect(found).toHaveLength(blocks.length);
    }),
    { numRuns: 50 },
  );
});

test("the entries of bodies are those that the parser finds, each at its name", () => {
  const named = (entries: readonly BodyEntry[]): string[] => entries.map(({ type }) => type).sort();
  fc.assert(
    fc.property(document, ({ text }) => {
      const json = parseHcl("x.tf", text) as Record<string, Record<string, Record<string, object[]>>>;
      const taken = new Map<string, number>();
      const lines = text.split("\n");
      for (const { type, labels, entries } of blockEntries(text)) {
        const [first = "", second = ""] = labels;
        const key = `${type} ${first} ${second}`;
        const index = taken.get(key) ?? 0;
        taken.set(key, index + 1);
        const body = json[type]?.[first]?.[second]?.[index] ?? {};
        expect([...new Set(named(entries))]).toEqual(Object.keys(body).sort());
        for (const each of entries) {
          expect((lines[each.line - 1] ?? "").slice(each.column - 1)).toMatch(
            new RegExp(`^${each.type} [={]`),
          );
          const inner = Object.entries(body).filter(([name]) => name === each.type);
          expect(each.isBlock || each.entries.length === 0).toBe(true);
          // An argument and a block can have the same name here, so that only blocks are compared.
          const all = inner.flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : []));
          if (each.isBlock)
            expect(all.map((item) => JSON.stringify(Object.keys(Object(item)).sort()))).toContain(
              JSON.stringify(named(each.entries)),
            );
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("a block on one line has its argument", () => {
  const [block] = blockEntries('a "b" { c = "}" }\nd {}\n');
  expect(block?.entries).toMatchObject([{ type: "c", line: 1, column: 9, isBlock: false }]);
});
