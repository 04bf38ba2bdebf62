import { ACCOUNT, load, problems, refused, type Files, type SmallConfig } from "./folder";

function configOf(files: Files, name: string): SmallConfig {
  const found = load(files).find((environment) => environment.name === name);
  if (!found) throw new Error(`${name} was not loaded`);
  return found.config;
}

describe("an environment that extends another", () => {
  const base = `${ACCOUNT}network: {cidr: 10.1.0.0/16, zones: [a, b, c]}\ntags: {team: ml, cost: "1"}\n`;

  test("merges mappings and replaces lists and single values", () => {
    const test = "extends: prod\nnetwork: {zones: [b, c]}\ntags: {cost: '2'}\n";
    expect(configOf({ prod: base, test }, "test")).toMatchObject({
      account: "111122223333",
      network: { cidr: "10.1.0.0/16", zones: ["b", "c"] },
      tags: { team: "ml", cost: "2" },
    });
  });

  test("is not validated if its base is read only in part, because keys would seem to be missing", () => {
    const files = {
      prod: `${ACCOUNT}entry: {type: ingress}\nmodels: [{name: a}]\ntags:\n\ta: b\nnodeGroups: {a: {diskGiB: 50}}\n`,
      test: "extends: prod\nnetwork: {flowLogs: maybe}\nowner: 1234567890123456789012\n",
    };
    expect(problems(files).map((line) => line.split(" ")[0])).toEqual(["prod.yaml:5:1"]);
  });

  test("removes a key with null, and the default of the key applies", () => {
    const config = configOf(
      { prod: base, test: "extends: prod\nnetwork: {cidr: null}\ntags: {team: ~}\n" },
      "test",
    );
    expect(config.network.cidr).toBe("10.0.0.0/16");
    expect(config.tags).toEqual({ cost: "1" });
  });

  test("replaces a mapping that has another type", () => {
    const files = {
      prod: `${ACCOUNT}entry: {type: ingress, host: a.b}\n`,
      test: "extends: prod\nentry: {type: nlb, port: 80}\n",
    };
    expect(configOf(files, "test").entry).toEqual({ type: "nlb", port: 80 });
  });

  test("merges a mapping of the same type, whether it repeats the type or not", () => {
    const files = {
      prod: `${ACCOUNT}entry: {type: ingress, host: a.b}\n`,
      named: "extends: prod\nentry: {type: ingress, scheme: x}\n",
      unnamed: "extends: prod\nentry: {scheme: x}\n",
    };
    const both = { type: "ingress", host: "a.b", scheme: "x" };
    expect(load(files).map(({ config }) => config.entry)).toEqual([
      both,
      { ...both, scheme: "internal" },
      both,
    ]);
  });

  test("can extend an environment that extends another", () => {
    const files = {
      prod: base,
      test: "extends: prod\nowner: me\n",
      deep: "extends: test\nversion: '1.36'\n",
    };
    expect(configOf(files, "deep")).toMatchObject({
      owner: "me",
      version: "1.36",
      network: { cidr: "10.1.0.0/16" },
    });
  });

  test("does not change the environment that it extends", () => {
    const files = { prod: base, test: "extends: prod\ntags: {team: null}\n" };
    expect(configOf(files, "prod").tags).toEqual({ team: "ml", cost: "1" });
  });

  test("reads a number according to the variant that results from both files", () => {
    const files = {
      prod: `${ACCOUNT}entry: {type: nlb, port: 80}\n`,
      test: "extends: prod\nentry: {port: 081}\n",
    };
    expect(problems(files)).toEqual([
      "test.yaml:2:15 entry.port: got 081, which YAML reads as 81, expected a number in plain decimal notation; write 81",
    ]);
  });

  test("loads a base that is not selected", () => {
    const [only] = load({ prod: base, test: "extends: prod\n" }, { only: ["test"] });
    expect(only).toMatchObject({ name: "test", config: { account: "111122223333" } });
  });
});

describe("fails when extends", () => {
  test.each<readonly [string, Files, readonly string[]]>([
    [
      "names an unknown environment",
      { prod: ACCOUNT, test: "extends: prdo\n" },
      ["test.yaml:1:10 extends: got prdo, expected one of prod; did you mean prod?"],
    ],
    [
      "names an environment and the folder has no other",
      { test: "extends: prod\n" },
      [
        "test.yaml:1:10 extends: got prod, expected another environment in this folder; add its file, or remove extends",
      ],
    ],
    [
      "names its own file",
      { prod: `${ACCOUNT}extends: prod\n` },
      [
        "prod.yaml:2:10 extends: got prod, which is this file, expected another environment, without a cycle; remove extends, or name another environment",
      ],
    ],
    [
      "forms a cycle, which is reported once",
      { aaa: "extends: ccc\n", bbb: "extends: ddd\n", ccc: "extends: bbb\n", ddd: "extends: ccc\n" },
      [
        "bbb.yaml:1:10 extends: got a cycle: bbb extends ddd extends ccc extends bbb, expected another environment, without a cycle; remove extends from one of them",
      ],
    ],
    [
      "is a list",
      { prod: ACCOUNT, test: "extends: [prod]\n" },
      [
        "test.yaml:1:10 extends: got a list of 1, expected the name of one environment in this folder; write one name; that environment can extend another one",
      ],
    ],
    [
      "is left empty",
      { prod: ACCOUNT, test: "extends:\n" },
      [
        "test.yaml:1:1 extends: got nothing, expected the name of one environment in this folder; write the name of its file, without .yaml",
      ],
    ],
  ])("%s", (_title, files, expected) => {
    expect(problems(files)).toEqual(expected);
  });
});

describe("a problem of an environment that extends another", () => {
  test("has the location of the value in the file that sets it", () => {
    const files = { prod: `${ACCOUNT}network: {flowLogs: yes}\n`, test: "extends: prod\n" };
    expect(problems(files, { only: ["test"] })).toEqual([
      "prod.yaml:2:21 network.flowLogs: got yes, expected true or false; write true",
    ]);
  });

  test("is reported once if it is inherited: a value, an unknown key, a missing key", () => {
    const files = {
      prod: "network: {flowLogs: yes}\nownr: me\n",
      test: "extends: prod\nnetwork: {egress: none}\n",
      deep: "extends: test\nnetwork: {cidr: a}\n",
    };
    expect(problems(files)).toEqual([
      "prod.yaml:1:1 account: got nothing, expected 12 digits; add account",
      "prod.yaml:1:21 network.flowLogs: got yes, expected true or false; write true",
      "prod.yaml:2:1 ownr: got ownr, expected a key of an environment; did you mean owner?",
    ]);
  });

  test("is reported for each file that repeats the value", () => {
    const files = { prod: `${ACCOUNT}models: [{}]\n`, test: "extends: prod\nmodels: [{}]\n" };
    expect(problems(files)).toEqual(
      ["prod", "test"].map(
        (name) =>
          `${name}.yaml:2:10 models[0].name: got nothing, expected text of at least 1 character; add name under models[0]`,
      ),
    );
  });

  test("is reported in the extending file if only that file violates a rule on a shared mapping", () => {
    const files = {
      prod: `${ACCOUNT}network: {egress: none}\n`,
      test: "extends: prod\nnetwork: {egress: single-nat}\n",
    };
    const rules = ({ network }: SmallConfig) =>
      network.egress === "none" ? [] : [{ path: ["network"], expected: "no egress", fix: "close it" }];
    expect(problems(files, { rules })).toEqual([
      "test.yaml:2:10 network: got a mapping, expected no egress; close it",
    ]);
  });

  const sameAccount = ({ account, models }: SmallConfig) =>
    models.flatMap(({ name }, index) =>
      name === account
        ? []
        : [{ path: ["models", index, "name"], expected: account, fix: "correct the name" }],
    );

  test("is reported in the extending file if the inherited value is right in its own file", () => {
    const files = {
      prod: `${ACCOUNT}models: [{ name: "111122223333" }]\n`,
      test: 'account: "444455556666"\nextends: prod\n',
      deep: "extends: test\n",
    };
    const expected =
      'got "111122223333" of prod.yaml:2:18, expected 444455556666; set models in this file: correct the name';
    expect(problems(files, { rules: sameAccount })).toEqual([`test.yaml:2:10 models[0].name: ${expected}`]);
    expect(problems(files, { rules: sameAccount, only: ["deep"] })).toEqual([
      `test.yaml:2:10 models[0].name: ${expected}`,
    ]);
  });

  test("is reported where it is if the inherited value is wrong there too", () => {
    const files = { prod: `${ACCOUNT}models: [{ name: a }]\n`, test: "extends: prod\n" };
    expect(problems(files, { rules: sameAccount, only: ["test"] })).toEqual([
      "prod.yaml:2:18 models[0].name: got a, expected 111122223333; correct the name",
    ]);
  });

  test("names the extending file as the one to correct", () => {
    const files = {
      prod: `${ACCOUNT}models: [{ name: "111122223333" }]\n`,
      test: 'account: "444455556666"\nextends: prod\n',
    };
    expect(refused(files, { rules: sameAccount })).toEqual({ test: ["test.yaml"] });
  });

  test("with another environment is reported in the extending file", () => {
    const files = {
      prod: `${ACCOUNT}models: [{ name: a }]\n`,
      test: "extends: prod\n",
    };
    const rulesAcross = () => [
      { environment: "test", path: ["models", 0, "name"], expected: "another name", fix: "rename it" },
    ];
    expect(problems(files, { rulesAcross })).toEqual([
      "test.yaml:1:10 models[0].name: got a of prod.yaml:2:18, expected another name; set models in this file: rename it",
    ]);
  });

  test("is reported once if a key of the base cannot be read", () => {
    expect(problems({ prod: "<<: {}\n", test: "extends: prod\n" })).toHaveLength(1);
  });

  test("is reported once if a value of the extending file cannot be read", () => {
    expect(problems({ prod: ACCOUNT, test: "extends: prod\naccount: *a\n" })).toHaveLength(1);
  });

  test("has the location of the null that removes a required key", () => {
    expect(problems({ prod: ACCOUNT, test: "extends: prod\nowner: me\naccount: null\n" })).toEqual([
      "test.yaml:3:1 account: got nothing, expected 12 digits; add account",
    ]);
  });

  test("fails when null removes a key that the base does not set", () => {
    expect(problems({ prod: ACCOUNT, test: "extends: prod\nowner: null\nownr: null\n" })).toEqual([
      "test.yaml:2:8 owner: got null, expected text of 1 to 20 characters; add a value, or remove the line",
      "test.yaml:3:1 ownr: got ownr, expected one of account, entry, extends, models, network, nodeGroups, owner, peer, tags, version; remove it",
    ]);
  });

  test("of the schema is not reported if its base cannot be read, but a problem of its YAML is", () => {
    const found = problems({ prod: "network: [\n", test: "extends: prod\nownr: me\ntags: {a: *b}\n" });
    expect(found.map((line) => line.split(" ")[0])).toEqual(["prod.yaml:2:1", "test.yaml:3:11"]);
  });
});
