import { ACCOUNT, loadOne, problemsOf } from "./folder";

/** The lines after `account`, which start on line 2, and their problems. */
type Case = readonly [title: string, lines: string, expected: readonly string[]];

describe("fails on YAML with a hidden meaning:", () => {
  const cases: readonly Case[] = [
    [
      "a duplicate key",
      "owner: me\nowner: you\n",
      [
        "3:1 owner: got a second owner (the first is on line 2), expected each key once; remove one of the two",
      ],
    ],
    [
      "an anchor and an alias",
      "owner: &name me\nversion: *name\n",
      [
        "2:14 owner: got &name, expected values without anchors and tags; remove &name",
        "3:10 version: got the alias *name, expected a value without aliases; replace the alias with the value",
      ],
    ],
    [
      "a merge key",
      "network:\n  <<: {cidr: a}\n",
      [
        '3:3 network["<<"]: got the merge key <<, expected keys without YAML merges; repeat the keys, or use extends',
      ],
    ],
    [
      "a key that JavaScript reserves",
      "tags: {__proto__: a, constructor: b, prototype: c}\n",
      ["__proto__", "constructor", "prototype"].map(
        (key, index) =>
          `2:${[8, 22, 38][index]} tags.${key}: got the key ${key}, expected a key that JavaScript does not reserve; rename the key`,
      ),
    ],
    [
      "a list as a key",
      "tags: {? [a] : b}\n",
      [
        "2:10 tags: got a list or mapping as a key, expected text as a key; check the braces, brackets and question marks on this line",
      ],
    ],
    [
      "a key that is a number, a boolean or empty",
      "tags: {1: a, true: b, : c}\n",
      [
        '2:8 tags: got the key 1, expected text as a key; quote it: "1"',
        '2:14 tags: got the key true, expected text as a key; quote it: "true"',
        "2:23 tags: got an empty key, expected text as a key; write a key before the colon",
      ],
    ],
    [
      "a value with a tag, known or not",
      "owner: !!str 5\nversion: !mine x\n",
      [
        "2:14 owner: got the tag !!str, expected values without anchors and tags; remove the tag !!str; a quoted value is text",
        "3:16 version: got the tag !mine, expected values without anchors and tags; remove the tag !mine; a quoted value is text",
      ],
    ],
    [
      "a second document",
      "---\nowner: me\n",
      ["2:1 (file): got ---, expected one document in a file; move the text after --- to another file"],
    ],
    [
      "text that contains a cdktf token",
      'owner: "${TfToken[TOKEN.0]}"\ntags: {"TfToken[a]": b}\n',
      [
        "2:8 owner: got ${TfToken[TOKEN.0]}, expected text without TfToken[, which synth replaces; change the text",
        '3:8 tags["TfToken[a]"]: got TfToken[a], expected text without TfToken[, which synth replaces; change the text',
      ],
    ],
    [
      "text with a control character, a direction character or a lone surrogate",
      'tags: {a: "x\\u0000", b: "x\\u202e", c: "x\\ud800"}\n',
      ["\\u0000", "\\u202e", "\\ud800"].map(
        (shown, index) =>
          `2:${[11, 25, 39][index]} tags.${"abc"[index]}: got the character ${shown}, expected text without invisible control characters; remove it; write a line break as \\n`,
      ),
    ],
    [
      "text longer than 64 KiB",
      `owner: ${"x".repeat(66_000)}\n`,
      [
        "2:8 owner: got a text of 65 KiB, expected at most 64 KiB; shorten it, or keep it in a file that the container reads",
      ],
    ],
    [
      "values nested more than 32 levels deep",
      `tags: {a: ${"[".repeat(40)}${"]".repeat(40)}}\n`,
      [
        "2:11 tags.a: got a list of 1, expected text; write one value, not a list",
        "2:41 (file): got values nested more than 32 levels deep, expected at most 32 levels; check the indentation and brackets",
      ],
    ],
  ];
  test.each(cases)("%s", (_title, lines, expected) => {
    expect(problemsOf(ACCOUNT + lines)).toEqual(expected);
  });
});

test.each(["\u0085", "\u061c", "\u200b", "\u2028", "\u2066", "\ufeff", "\uffff"])(
  "fails when text contains the invisible character %j",
  (char) => {
    expect(problemsOf(`${ACCOUNT}tags: {a: "x${char}y", "b${char}": c}\n`)).toHaveLength(2);
  },
);

describe("fails on a YAML syntax error:", () => {
  const cases: readonly Case[] = [
    [
      "a quote that is not closed",
      'owner: "me\nversion: x\n',
      ["2:8 (file): got owner: …, expected a closing quote"],
    ],
    [
      "a bracket that is not closed",
      "network: [\nowner: me\n",
      ["3:1 (file): got owner: …, expected deeper indentation or a closing bracket"],
    ],
    [
      "indentation with a tab",
      "tags:\n\ta: b\n",
      ["3:1 (file): got a: …, expected spaces for indentation; replace the tab with spaces"],
    ],
    [
      "a plain value with a colon",
      "owner: a: b\n",
      ["2:8 (file): got owner: …, expected one key and its value on a line"],
    ],
    [
      "a plain value that starts with @",
      "owner: @me\n",
      ["2:8 (file): got owner: …, expected text that starts with a letter or a quote"],
    ],
    [
      "a plain value with a bracket",
      "tags: {a: b[c]}\nowner: me\nversion: x\n",
      ["2:12 (file): got tags: …, expected a key, a list entry or a value here"],
    ],
    [
      "brackets that are nested thousands of levels deep",
      `owner: ${"[".repeat(9000)}\n`,
      ["2:39 (file): got values nested more than 32 levels deep"],
    ],
  ];
  test.each(cases)("%s", (_title, lines, expected) => {
    const found = problemsOf(ACCOUNT + lines);
    expect(found).toHaveLength(expected.length);
    expected.forEach((start, index) => expect(found[index]).toContain(start));
  });

  test.each(['apiKey: "sk-1234\n', "apiKey: sk: 1234\n", "- apiKey: @sk-1234\n", "a: {b: sk-1234\n"])(
    "no value of the line is shown, since it may be a secret: %j",
    (lines) => {
      const found = problemsOf(lines);
      expect(found.length).toBeGreaterThan(0);
      expect(found.join("\n")).not.toContain("1234");
    },
  );

  test("a problem does not hide a problem of another value", () => {
    expect(problemsOf('owner: "\\q"\nversion: *a\ntags: {a: b, a: c}\nnetwrk: {}\n')).toEqual([
      "1:1 account: got nothing, expected 12 digits; add account",
      "1:9 (file): got owner: …, expected a valid escape sequence; double the backslash, or use single quotes",
      "2:10 version: got the alias *a, expected a value without aliases; replace the alias with the value",
      "3:14 tags.a: got a second a (the first is on line 3), expected each key once; remove one of the two",
      "4:1 netwrk: got netwrk, expected a key of an environment; did you mean network?",
    ]);
  });

  test("an unrecoverable syntax error hides the problems after it, but not those before it", () => {
    const found = problemsOf(`${ACCOUNT}owner: *a\nnetwork: [\nversion: *b\n`);
    expect(found.map((line) => line.split(" ")[0])).toEqual(["2:8", "4:1"]);
  });

  test.each([
    ["a tab", "tags:\n\ta: b\n"],
    ["a misindented line", "tags:\n  a: b\n   c: d\n"],
  ])("%s does not hide schema problems above it, and makes no key missing", (_title, lines) => {
    const found = problemsOf(`network: {flowLogs: maybe}\n${lines}netwrk: {}\n`);
    expect(found[0]).toMatch(/^1:21 network\.flowLogs: got maybe/);
    expect(found.slice(1).map((line) => line.split(" ")[1])).toEqual(["(file):"]);
  });

  test("each line that is indented with a tab is reported", () => {
    const found = problemsOf(`${ACCOUNT}tags:\n\ta: b\n\tc: d\n`);
    expect(found.map((line) => line.split(" ")[0])).toEqual(["3:1", "4:1"]);
  });

  test.each(['network: {egress: "\\q"}', "peer: &a 012"])(
    "the refused value in %j has no schema problem as well",
    (line) => {
      expect(problemsOf(`${ACCOUNT}${line}\n`)).toHaveLength(1);
    },
  );

  test("a key is not reported as missing if a key cannot be read", () => {
    expect(problemsOf("<<: {}\n")).toHaveLength(1);
  });
});

describe("a file without keys fails when it", () => {
  test.each([
    [
      "is empty",
      "",
      "got an empty file, expected the keys of an environment; add the keys, or delete the file",
    ],
    [
      "contains only a comment",
      "# later\n",
      "got an empty file, expected the keys of an environment; add the keys, or delete the file",
    ],
    [
      "contains a list",
      "- a\n",
      "got a list, expected keys with values; start each line with a key and a colon",
    ],
    [
      "contains a word",
      "word\n",
      "got word, expected keys with values; start each line with a key and a colon",
    ],
    [
      "is not UTF-8",
      Uint8Array.of(0x61, 0x3a, 0xff),
      "got bytes that are not UTF-8, expected UTF-8 text; save it as UTF-8",
    ],
    [
      "contains more than 50,000 values",
      `models: [${"1,".repeat(60_000)}]`,
      "got more than 50000 values, expected at most 50000; move data that is not configuration to another file",
    ],
    [
      "is larger than 1 MiB",
      "#".repeat(1_100_000),
      "got 1075 KiB, expected at most 1024 KiB; move data that is not configuration to another file",
    ],
  ])("%s", (_title, content, expected) => {
    expect(problemsOf(content)).toEqual([`1:1 (file): ${expected}`]);
  });
});

describe("numbers", () => {
  test.each(["1.30", "1.3", "1.35"])("%s is read as written if the key expects text", (written) => {
    expect(loadOne(`${ACCOUNT}version: ${written}\n`).version).toBe(written);
  });

  test.each(["012", "0x1F", "1e3", "0o17", ".5", "+5", "12345678901234567890", ".inf", "1_000"])(
    "%s is read as written in a mapping of text",
    (written) => {
      expect(loadOne(`${ACCOUNT}tags: {a: ${written}}\n`).tags).toEqual({ a: written });
    },
  );

  test.each([
    ["012", 12],
    ["0x1F", 31],
    ["1e1", 10],
    ["+5", 5],
  ])("fails when a number is written as %s, which YAML reads as %d", (written, read) => {
    expect(problemsOf(`${ACCOUNT}peer: ${written}\n`)).toEqual([
      `2:7 peer: got ${written}, which YAML reads as ${read}, expected a number in plain decimal notation; write ${read}`,
    ]);
  });

  test("a number is text in a variant that expects text", () => {
    expect(loadOne(`${ACCOUNT}entry: {type: ingress, port: 0443}\n`).entry).toMatchObject({ port: "0443" });
  });

  test("a number is refused for its notation in a variant that expects a number", () => {
    expect(problemsOf(`${ACCOUNT}entry: {type: nlb, port: 0443}\n`)).toHaveLength(1);
  });

  test("a number is refused for its notation, besides the type, in an unknown variant", () => {
    expect(problemsOf(`${ACCOUNT}entry: {type: nbl, port: 0443}\n`)).toHaveLength(2);
  });

  test("a number that the schema refuses is reported once, as written", () => {
    expect(problemsOf(`${ACCOUNT}network: {natGateways: 1.50}\n`)).toEqual([
      "2:24 network.natGateways: got 1.50, expected a whole number from 1 to 3; write it without decimals",
    ]);
  });
});

describe("accepted as written:", () => {
  test("a quoted << as a key", () => {
    expect(loadOne(`${ACCOUNT}tags: {"<<": a}\n`).tags).toEqual({ "<<": "a" });
  });

  test("a byte order mark and Windows line endings", () => {
    const text = `\uFEFF${ACCOUNT}tags:\n  a: |\n    one\n    two\n`.replaceAll("\n", "\r\n");
    expect(loadOne(text)).toMatchObject({ account: "111122223333", tags: { a: "one\ntwo\n" } });
  });

  test("Windows line endings, which do not change line numbers", () => {
    expect(problemsOf(`${ACCOUNT}owner: me\nownr: me\n`.replaceAll("\n", "\r\n"))[0]).toMatch(/^3:1 ownr/);
  });

  test("a document between --- and ...", () => {
    expect(loadOne(`---\n${ACCOUNT}...\n`).account).toBe("111122223333");
  });

  test("template sequences of Terraform", () => {
    expect(loadOne(`${ACCOUNT}tags: {a: '\${file("x")}%{if true}'}\n`).tags["a"]).toBe(
      '${file("x")}%{if true}',
    );
  });

  test("words that YAML 1.1 reads as booleans and dates", () => {
    expect(loadOne(`${ACCOUNT}tags: {a: yes, b: off, c: 2026-11-20}\n`).tags).toEqual({
      a: "yes",
      b: "off",
      c: "2026-11-20",
    });
  });
});
