import { z } from "../../../src/base/zod";
import { expects } from "../../../src/environment/expects";
import { loadEnvironments } from "../../../src/environment/load";
import { ConfigError, formatProblem, printable } from "../../../src/environment/problems";
import { ACCOUNT, inFolder, problems, problemsOf } from "./folder";

type Case = readonly [title: string, lines: string, expected: readonly string[]];

describe("fails when a value has the wrong type:", () => {
  const cases: readonly Case[] = [
    [
      "a boolean for text",
      "owner: true\n",
      ['2:8 owner: got true, expected text of 1 to 20 characters; quote it: "true"'],
    ],
    [
      "a boolean for one of several words",
      "network: {egress: true}\n",
      ["2:19 network.egress: got true, expected one of none, single-nat; choose one of them"],
    ],
    [
      "a value for a mapping of several variants",
      "entry: alb\n",
      [
        "2:8 entry: got alb, expected a mapping with type ingress or nlb; write keys and values, indented below it",
      ],
    ],
    [
      "a short word that differs from a choice by one letter",
      "entry: {type: elb}\n",
      ["2:15 entry.type: got elb, expected one of ingress, nlb; choose one of them"],
    ],
    [
      "a short word with swapped letters",
      "entry: {type: nbl}\n",
      ["2:15 entry.type: got nbl, expected one of ingress, nlb; did you mean nlb?"],
    ],
    [
      "a boolean word of YAML 1.1 for a boolean",
      "network: {flowLogs: yes}\n",
      ["2:21 network.flowLogs: got yes, expected true or false; write true"],
    ],
    [
      "a boolean in quotes",
      "network: {flowLogs: 'Off'}\n",
      ["2:21 network.flowLogs: got 'Off', expected true or false; write false, without quotes"],
    ],
    [
      "a number for a boolean",
      "network: {flowLogs: 1}\n",
      ["2:21 network.flowLogs: got 1, expected true or false; write true or false"],
    ],
    [
      "a number in quotes",
      'network: {natGateways: "2"}\n',
      ['2:24 network.natGateways: got "2", expected a whole number from 1 to 3; remove the quotes'],
    ],
    [
      "a number with its unit",
      "nodeGroups: {a: {diskGiB: 50Gi}}\n",
      [
        "2:27 nodeGroups.a.diskGiB: got 50Gi, expected a whole number from 20 to 100 (GiB); write only the number: 50",
      ],
    ],
    [
      "a word for a number",
      "network: {natGateways: two}\n",
      ["2:24 network.natGateways: got two, expected a whole number from 1 to 3; write a number"],
    ],
    [
      "a number with decimals for a whole number",
      "network: {natGateways: 1.5}\n",
      ["2:24 network.natGateways: got 1.5, expected a whole number from 1 to 3; write it without decimals"],
    ],
    [
      "a single value for a list",
      "network: {zones: a}\n",
      ["2:18 network.zones: got a, expected a list of 2 to 3 entries; write a list: [a]"],
    ],
    [
      "a mapping for a list",
      "models: {name: a}\n",
      ["2:9 models: got a mapping, expected a list; start each entry with a dash"],
    ],
    [
      "a list for a mapping",
      "network:\n  - cidr: a\n",
      [
        "2:1 network: got a list of 1, expected a mapping with cidr, egress, natGateways, flowLogs, zones; write keys and values, without dashes",
      ],
    ],
    [
      "a value for a mapping",
      "network: public\n",
      [
        "2:10 network: got public, expected a mapping with cidr, egress, natGateways, flowLogs, zones; write keys and values, indented below it",
      ],
    ],
    [
      "a list for a single value",
      "owner: [me]\n",
      ["2:8 owner: got a list of 1, expected text of 1 to 20 characters; write one value, not a list"],
    ],
    [
      "a mapping for a single value",
      "owner: {name: me}\n",
      ["2:8 owner: got a mapping, expected text of 1 to 20 characters; write one value, not a mapping"],
    ],
    [
      "nothing after the colon",
      "owner:\n",
      ["2:1 owner: got nothing, expected text of 1 to 20 characters; add a value, or remove the line"],
    ],
    [
      "null",
      "owner: ~\n",
      ["2:8 owner: got ~, expected text of 1 to 20 characters; add a value, or remove the line"],
    ],
    [
      "none of the options of a union",
      "peer: some\n",
      ["2:7 peer: got some, expected all or a whole number of at least 1; write a value of that form"],
    ],
  ];
  test.each(cases)("%s", (_title, lines, expected) => {
    expect(problemsOf(ACCOUNT + lines)).toEqual(expected);
  });
});

describe("fails when a value is out of bounds:", () => {
  const cases: readonly Case[] = [
    [
      "a number that is too small",
      "network: {natGateways: 0}\n",
      ["2:24 network.natGateways: got 0, expected a whole number from 1 to 3; raise it to 1"],
    ],
    [
      "a number that is too large",
      "network: {natGateways: 9}\n",
      ["2:24 network.natGateways: got 9, expected a whole number from 1 to 3; lower it to 3"],
    ],
    [
      "a number on an exclusive bound",
      "nodeGroups: {a: {share: 0}}\n",
      ["2:25 nodeGroups.a.share: got 0, expected a number above 0 and at most 1; raise it above 0"],
    ],
    [
      "a number beyond the safe whole numbers",
      "peer: 9007199254740993\n",
      [
        "2:7 peer: got 9007199254740993, expected all or a whole number of at least 1; write a smaller number",
      ],
    ],
    [
      "empty text",
      "owner: ''\n",
      ["2:8 owner: got '', expected text of 1 to 20 characters; write some text"],
    ],
    [
      "text that is too long",
      `owner: ${"x".repeat(23)}\n`,
      [`2:8 owner: got ${"x".repeat(23)}, expected text of 1 to 20 characters; shorten it by 3 characters`],
    ],
    [
      "a list that is too short",
      "network: {zones: [a]}\n",
      ["2:18 network.zones: got a list of 1, expected a list of 2 to 3 entries; add an entry"],
    ],
    [
      "a list that is too long",
      "network: {zones: [a, b, c, d, e]}\n",
      ["2:18 network.zones: got a list of 5, expected a list of 2 to 3 entries; remove 2 entries"],
    ],
    [
      "a mistyped choice",
      "network: {egress: singel-nat}\n",
      ["2:19 network.egress: got singel-nat, expected one of none, single-nat; did you mean single-nat?"],
    ],
    [
      "a word that is similar to no choice",
      "network: {egress: everywhere}\n",
      ["2:19 network.egress: got everywhere, expected one of none, single-nat; choose one of them"],
    ],
    [
      "text that does not match a pattern",
      "version: '1'\n",
      ["2:10 version: got '1', expected a version such as 1.35; give two numbers"],
    ],
    [
      "an invalid name of an entry",
      "nodeGroups: {GPU: {diskGiB: 5}}\n",
      [
        "2:14 nodeGroups.GPU: got the name GPU, expected lower-case letters; rename the group",
        "2:29 nodeGroups.GPU.diskGiB: got 5, expected a whole number from 20 to 100 (GiB); raise it to 20",
      ],
    ],
  ];
  test.each(cases)("%s", (_title, lines, expected) => {
    expect(problemsOf(ACCOUNT + lines)).toEqual(expected);
  });
});

describe("fails when a key is missing:", () => {
  const cases: readonly Case[] = [
    ["at the top level", "", ["1:1 account: got nothing, expected 12 digits; add account"]],
    [
      "in a mapping, located at the key of the mapping",
      `${ACCOUNT}entry:\n  type: nlb\n`,
      ["2:1 entry.port: got nothing, expected a whole number from 1 to 65535; add port under entry"],
    ],
    [
      "in an entry of a list",
      `${ACCOUNT}models:\n  - name: a\n  - image:\n      tag: b\n`,
      ["4:5 models[1].name: got nothing, expected text of at least 1 character; add name under models[1]"],
    ],
    [
      "the key that distinguishes variants",
      `${ACCOUNT}entry: {port: 80}\n`,
      ["2:8 entry.type: got nothing, expected one of ingress, nlb; add type under entry"],
    ],
  ];
  test.each(cases)("%s", (_title, text, expected) => {
    expect(problemsOf(text === "" ? "version: '1.35'\n" : text)).toEqual(expected);
  });
});

describe("fails when a key is unknown, and suggests a fix:", () => {
  const cases: readonly Case[] = [
    [
      "a typing error",
      "ownr: me\n",
      ["2:1 ownr: got ownr, expected a key of an environment; did you mean owner?"],
    ],
    [
      "swapped letters",
      "network: {crid: a}\n",
      ["2:11 network.crid: got crid, expected a key of network; did you mean cidr?"],
    ],
    [
      "another naming style",
      "network: {flow_logs: true}\n",
      ["2:11 network.flow_logs: got flow_logs, expected a key of network; did you mean flowLogs?"],
    ],
    [
      "a typing error in extends",
      "Extend: a\n",
      ["2:1 Extend: got Extend, expected a key of an environment; did you mean extends?"],
    ],
    [
      "a key of another mapping",
      "natGateways: 1\n",
      ["2:1 natGateways: got natGateways, expected a key of an environment; move it under network"],
    ],
    [
      "a key of a mapping in a list",
      "tag: a\n",
      [
        "2:1 tag: got tag, expected a key of an environment; did you mean tags? otherwise move it under models[].image",
      ],
    ],
    [
      "a key of the top level",
      "network: {models: []}\n",
      ["2:11 network.models: got models, expected a key of network; move it to the top level"],
    ],
    [
      "a key of another variant",
      "entry: {type: nlb, port: 80, host: a}\n",
      ["2:30 entry.host: got host, expected a key of entry; remove it, or use type: ingress"],
    ],
    [
      "a key of several mappings",
      "host: a\n",
      [
        "2:1 host: got host, expected one of account, entry, extends, models, network, nodeGroups, owner, peer, tags, version; remove it",
      ],
    ],
    [
      "a key that is similar to no other",
      "zzz: 1\n",
      [
        "2:1 zzz: got zzz, expected one of account, entry, extends, models, network, nodeGroups, owner, peer, tags, version; remove it",
      ],
    ],
    [
      "a key that is similar only to one that is already written",
      "network: {cidr: a, cidrs: b}\n",
      [
        "2:20 network.cidrs: got cidrs, expected one of cidr, egress, flowLogs, natGateways, zones; remove it",
      ],
    ],
  ];
  test.each(cases)("%s", (_title, lines, expected) => {
    expect(problemsOf(ACCOUNT + lines)).toEqual(expected);
  });

  test("a mistyped required key is not also reported as missing", () => {
    expect(problemsOf('acount: "111122223333"\n')).toEqual([
      "1:1 acount: got acount, expected a key of an environment; did you mean account?",
    ]);
  });
});

describe("the message of a schema", () => {
  const lines = (schema: z.ZodType, text: string): string[] =>
    inFolder({ prod: text }, (directory) => {
      try {
        loadEnvironments({ directory, schema });
        return [];
      } catch (error) {
        return (error as ConfigError).problems.map((problem) =>
          formatProblem({ ...problem, location: { file: "", line: 0, column: 0 } }).slice(5),
        );
      }
    });

  test("contains the expected form and the fix of expects", () => {
    const schema = z.strictObject({
      a: z.string().refine(() => false, expects("a palindrome", "turn it round")),
    });
    expect(lines(schema, "a: b\n")).toEqual(["a: got b, expected a palindrome; turn it round"]);
  });

  test("contains the texts of expects for values of any type", () => {
    const schema = z.strictObject({ a: z.boolean().refine(() => false, expects("no", "leave it out")) });
    expect(lines(schema, "a: true\n")).toEqual(["a: got true, expected no; leave it out"]);
  });

  test("contains the expected form and the length limit for a missing value", () => {
    const schema = z.strictObject({
      a: z.string().max(9).regex(/^x/, expects("a word with x", "begin with x")),
    });
    expect(lines(schema, "b: {}\n")[0]).toBe(
      "a: got nothing, expected a word with x, up to 9 characters; add a",
    );
  });

  test("contains the message of a refinement without expects", () => {
    const schema = z.strictObject({ a: z.string().refine(() => false, "a palindrome") });
    expect(lines(schema, "a: b\n")).toEqual(["a: got b, expected a palindrome; write a value of that form"]);
  });

  test("describes the option of a union that has the type of the value", () => {
    const schema = z.strictObject({ a: z.union([z.string(), z.strictObject({ port: z.int().max(5) })]) });
    expect(lines(schema, "a: {port: 9}\n")).toEqual([
      "a.port: got 9, expected a whole number of at most 5; lower it to 5",
    ]);
  });

  test.each([
    [z.email(), "an email address"],
    [z.iso.date(), "a date such as 2027-03-31"],
    [z.literal("x"), "x"],
    [z.int().gt(0), "a whole number of at least 1"],
    [z.int().lt(5), "a whole number of at most 4"],
    [z.number().min(1).max(2), "a number from 1 to 2"],
    [z.number().lt(2), "a number below 2"],
    [z.record(z.string(), z.string()), "a mapping of names to values"],
  ])("describes a built-in form (%#)", (form, expected) => {
    expect(lines(z.strictObject({ a: form }), "a: no\n")[0]).toContain(`a: got no, expected ${expected}; `);
  });

  test("fails when the expected form contains the separator of messages", () => {
    expect(() => expects("a; b", "c")).toThrow(/must not contain/);
  });
});

describe("a message", () => {
  const at = (file: string, line: number, column: number) => ({
    location: { file, line, column },
    path: "a",
    got: "b",
    expected: "c",
    fix: "d",
  });

  test("lists problems by file, line and column", () => {
    const { message } = new ConfigError([at("b", 1, 1), at("a", 10, 1), at("a", 9, 2), at("a", 9, 1)]);
    expect(message.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "a:9:1",
      "a:9:2",
      "a:10:1",
      "b:1:1",
    ]);
  });

  test("lists equal problems once", () => {
    const { message, problems } = new ConfigError([at("b", 1, 1), at("a", 1, 1), at("b", 1, 1)]);
    expect(message.split("\n")).toHaveLength(2);
    expect(problems).toHaveLength(2);
  });

  test("quotes keys that are not plain words", () => {
    expect(problemsOf(`${ACCOUNT}tags: {"a.b": [1]}\n`)[0]).toMatch(/^2:15 tags\["a\.b"\]: got a list of 1/);
  });

  test("shortens long text", () => {
    expect(printable(`${"x".repeat(100)}`)).toBe(`${"x".repeat(59)}…`);
  });

  test("escapes control characters and joins lines", () => {
    expect(printable("a\u001b[31m\n  b")).toBe("a\\u001b[31m b");
  });

  test("contains the problems of all files", () => {
    const found = problems({ prod: "a: [", test: "owner: me\n" });
    expect(found.map((line) => line.split(":")[0])).toEqual(["prod.yaml", "test.yaml"]);
  });
});
