import { ACCOUNT, problems, type SmallConfig } from "./folder";
import { type RuleProblem, forEach } from "../../../src/environment/rule-problems";

describe("rules", () => {
  const rules = ({ models }: SmallConfig, name: string): RuleProblem[] =>
    forEach(models, (model, index) =>
      model.name === name
        ? []
        : [{ path: ["models", index, "name"], expected: `the name ${name}`, fix: "rename it" }],
    );
  const named = (name: string) => `${ACCOUNT}models:\n  - name: ${name}\n`;

  test("are reported at the values that violate them, for all environments", () => {
    const files = { prod: `${named("x")}  - name: y\n`, test: named("z") };
    expect(problems(files, { rules })).toEqual([
      "prod.yaml:3:11 models[0].name: got x, expected the name prod; rename it",
      "prod.yaml:4:11 models[1].name: got y, expected the name prod; rename it",
      "test.yaml:3:11 models[0].name: got z, expected the name test; rename it",
    ]);
  });

  test("apply to the values that the schema accepts, in a file with others", () => {
    const text = `${named("x")}  - name: [5]\n  - name: y\n    image: 7\nownr: me\n`;
    expect(problems({ prod: text }, { rules }).map((line) => line.replace(/: got.*expected/, ":"))).toEqual([
      "prod.yaml:3:11 models[0].name: the name prod; rename it",
      "prod.yaml:4:11 models[1].name: text of at least 1 character; write one value, not a list",
      "prod.yaml:5:11 models[2].name: the name prod; rename it",
      "prod.yaml:6:12 models[2].image: a mapping with tag; write keys and values, indented below it",
      "prod.yaml:7:1 ownr: a key of an environment; did you mean owner?",
    ]);
  });

  test("apply to a file with a duplicate key", () => {
    expect(problems({ prod: `${named("x")}owner: a\nowner: b\n` }, { rules })).toEqual([
      "prod.yaml:3:11 models[0].name: got x, expected the name prod; rename it",
      "prod.yaml:5:1 owner: got a second owner (the first is on line 4), expected each key once; remove one of the two",
    ]);
  });

  test("report nothing if they read a value that the schema refuses, or a key that may have a wrong name", () => {
    const needsOwner = ({ owner }: SmallConfig): RuleProblem[] =>
      owner === undefined ? [{ path: ["owner"], expected: "an owner", fix: "add it" }] : [];
    const lines = (text: string) => problems({ prod: `${ACCOUNT}${text}` }, { rules: needsOwner });
    expect(lines("version: '1.35'\n")).toEqual([
      "prod.yaml:1:1 owner: got nothing, expected an owner; add it",
    ]);
    expect(lines("owner: [a]\n")).toHaveLength(1);
    expect(lines("ownr: me\n")).toHaveLength(1);
    expect(lines("unheard: me\n")).toHaveLength(1);
  });

  test("can describe a value that is not written", () => {
    const absent = () => [
      { path: ["network", "cidr"], got: "10.0.0.0/16 (the default)", expected: "a", fix: "b" },
    ];
    expect(problems({ prod: `${ACCOUNT}network: {}\n` }, { rules: absent })).toEqual([
      "prod.yaml:2:10 network.cidr: got 10.0.0.0/16 (the default), expected a; b",
    ]);
  });

  describe("across environments", () => {
    const files = { prod: ACCOUNT, test: ACCOUNT, wrong: "ownr: me\n" };

    test("receive all environments without problems", () => {
      const seen: string[] = [];
      const rulesAcross = (all: readonly { readonly name: string }[]) => {
        seen.push(...all.map(({ name }) => name));
        return [];
      };
      expect(problems(files, { rulesAcross })).not.toEqual([]);
      expect(seen).toEqual(["prod", "test"]);
    });

    test("report a value of one environment", () => {
      const rulesAcross = () => [
        { environment: "test", path: ["account"], expected: "an account of its own", fix: "name another" },
      ];
      expect(problems(files, { rulesAcross })).toContain(
        'test.yaml:1:10 account: got "111122223333", expected an account of its own; name another',
      );
    });
  });
});
