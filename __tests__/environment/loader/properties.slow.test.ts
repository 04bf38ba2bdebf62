import fc from "fast-check";
import { stringify } from "yaml";
import { nearest } from "../../../src/base/did-you-mean";
import { loadEnvironments } from "../../../src/environment/load";
import { mergeEnvironments } from "../../../src/environment/loader/merge";
import { ConfigError } from "../../../src/environment/problems";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { ACCOUNT, inFolder, load, loadOne, problems, problemsOf } from "./folder";
import { SourceText, type YamlNode, type YamlMapping } from "../../../src/environment/loader/yaml-node";
import { readYaml } from "../../../src/environment/loader/yaml-source";

/** Text that the loader accepts: no control or direction characters, no lone surrogates. */
const plainText = fc
  .string({ unit: "grapheme", maxLength: 60 })
  .filter((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/u.test(text.replace(/[\t\n]/g, "")));

const reserved = ["__proto__", "constructor", "prototype", "<<"];
const key = plainText.filter((text) => text !== "" && !reserved.includes(text));

test("any text is read as written, in each of YAML's styles", () => {
  const styles = fc.constantFrom("QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED", "PLAIN");
  fc.assert(
    fc.property(fc.dictionary(key, plainText, { maxKeys: 5 }), styles, (tags, style) => {
      // a block scalar cannot contain only white space, but the library prints one anyway
      const isBlank = Object.values(tags).some((value) => value !== "" && value.trim() === "");
      const defaultStringType = isBlank && style !== "QUOTE_SINGLE" ? "QUOTE_DOUBLE" : style;
      const text = stringify(
        { account: "111122223333", tags },
        { defaultStringType, defaultKeyType: "QUOTE_DOUBLE" },
      );
      expect(loadOne(text).tags).toEqual(tags);
    }),
  );
});

test("any number is read as the text as written if the key expects text", () => {
  const number = fc.oneof(
    fc.stringMatching(/^[-+]?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][-+]?\d{1,3})?$/),
    fc.stringMatching(/^0(x[0-9a-fA-F]{1,9}|o[0-7]{1,9}|\d{1,9})$/),
  );
  fc.assert(
    fc.property(number, (written) => loadOne(`${ACCOUNT}tags: {a: ${written}}\n`).tags["a"] === written),
  );
});

test("a whole number is accepted only in plain decimal notation", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 65535 }),
      fc.constantFrom("", "0", "+", "0x", "0o", "00"),
      (port, prefix) => {
        const digits =
          prefix === "0x" ? port.toString(16) : prefix === "0o" ? port.toString(8) : String(port);
        const found = problemsOf(`${ACCOUNT}peer: ${prefix}${digits}\n`);
        expect(found).toHaveLength(prefix === "" ? 0 : 1);
      },
    ),
  );
});

describe("a mistyped key", () => {
  const lines = [
    ["account", '"111122223333"'],
    ["owner", "me"],
    ["version", "'1.35'"],
    ["tags", "{}"],
    ["models", "[]"],
    ["peer", "all"],
  ] as const;
  const change = fc.oneof(
    fc.record({ kind: fc.constant("drop" as const), at: fc.nat(20), letter: fc.constant("") }),
    fc.record({ kind: fc.constant("add" as const), at: fc.nat(20), letter: fc.stringMatching(/^[a-z]$/) }),
    fc.record({ kind: fc.constant("change" as const), at: fc.nat(20), letter: fc.stringMatching(/^[A-Z]$/) }),
  );

  test("is reported once, on its line", () => {
    fc.assert(
      fc.property(fc.nat(lines.length - 1), change, (line, { kind, at, letter }) => {
        const names = lines.map(([name]) => name as string);
        const name = names[line] ?? "";
        const index = at % name.length;
        const typo = name.slice(0, index) + letter + name.slice(kind === "add" ? index : index + 1);
        fc.pre(!names.includes(typo) && typo !== "");
        const text = lines.map(([each, value], row) => `${row === line ? typo : each}: ${value}\n`).join("");
        const unknown = problemsOf(text).filter((found) => found.includes(`got ${typo}, expected`));
        expect(unknown).toHaveLength(1);
        expect(unknown[0]).toMatch(new RegExp(`^${line + 1}:1 `));
      }),
    );
  });

  test("with one inserted character leads to the suggestion of the intended key", () => {
    const keys = lines.map(([name]) => name);
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(20), fc.stringMatching(/^[0-9]$/), (name, at, digit) => {
        const index = at % (name.length + 1);
        expect(nearest(name.slice(0, index) + digit + name.slice(index), keys)).toBe(name);
      }),
    );
  });
});

describe("merging", () => {
  /** Each key has values of one type, so that a mapping is never merged with a list. There is no null and no `type`. */
  const { value: mapping } = fc.letrec<{ value: object }>((tie) => ({
    value: fc.record(
      {
        one: fc.integer(),
        two: fc.constantFrom("a", "b"),
        list: fc.array(fc.integer(), { maxLength: 2 }),
        under: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie("value")),
        other: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie("value")),
      },
      { requiredKeys: [] },
    ),
  }));
  const written = (value: object): YamlMapping => {
    const { root } = readYaml(new SourceText("a.yaml", JSON.stringify(value)));
    if (!root) throw new Error("not read");
    return root;
  };

  test("is associative if no key is removed and no variant changes", () => {
    fc.assert(
      fc.property(mapping, mapping, mapping, (a, b, c) => {
        const [first, second, third] = [written(a), written(b), written(c)];
        const left = mergeEnvironments(mergeEnvironments(first, second), third);
        const right = mergeEnvironments(first, mergeEnvironments(second, third));
        expect(plain(left)).toEqual(plain(right));
      }),
    );
  });

  test("with an empty mapping changes nothing", () => {
    fc.assert(
      fc.property(mapping, (value) => {
        expect(plain(mergeEnvironments(written(value), written({})))).toEqual(value);
      }),
    );
  });

  test("with itself changes nothing", () => {
    fc.assert(
      fc.property(mapping, (value) => {
        expect(plain(mergeEnvironments(written(value), written(value)))).toEqual(value);
      }),
    );
  });

  function plain(value: YamlNode): unknown {
    switch (value.kind) {
      case "mapping":
        return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]));
      case "list":
        return value.items.map(plain);
      case "scalar":
        return value.value;
    }
  }

  test("gives an environment that only extends another the same configuration", () => {
    fc.assert(
      fc.property(fc.dictionary(key, plainText, { maxKeys: 4 }), (tags) => {
        const loaded = load({ prod: stringify({ account: "111122223333", tags }), test: "extends: prod\n" });
        expect(loaded[1]?.config).toEqual(loaded[0]?.config);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the loader throws only a ConfigError for", () => {
  const line = fc.oneof(
    fc.constantFrom(
      "account:",
      "extends: prod",
      "network: {cidr",
      "}",
      "]",
      "- a",
      "? b",
      ": c",
      "  <<: *a",
      "&a b",
      "---",
      "...",
      "%YAML 1.1",
    ),
    fc.constantFrom(
      "entry: {type: nlb}",
      "entry: {type: [a]}",
      "models: [{}, a, ~]",
      "nodeGroups: {A: 5, b: {x: 1}}",
      "peer: .nan",
      "\ttags: a",
      "tags: {1: a}",
    ),
    fc.string({ unit: "binary", maxLength: 20 }),
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));

  test.each([
    ["a small schema", undefined],
    ["the schema of an environment", environmentSchema],
  ])("any lines of YAML, with %s", (_title, schema) => {
    let refused = 0;
    fc.assert(
      fc.property(text, text, (prod, test) => {
        if (schema === undefined) {
          refused += problems({ prod, test }).length;
          return;
        }
        inFolder({ prod, test }, (directory) => {
          try {
            loadEnvironments({ directory, schema });
          } catch (error) {
            expect(error).toBeInstanceOf(ConfigError);
            for (const found of (error as ConfigError).message.split("\n")) {
              expect(found).toMatch(/^\S+\.yaml:\d+:\d+ .+: got .+, expected .+; .+$/s);
              refused++;
            }
          }
        });
      }),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  test("any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => problems({ prod: bytes }).length > 0),
    );
  });
});
