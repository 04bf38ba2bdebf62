import { type RuleProblem } from "../../../src/config/loader/load";
import { ACCOUNT, problems, type SmallConfig } from "./folder";

describe("rules", () => {
  const rules = ({ models }: SmallConfig, name: string): RuleProblem[] =>
    models.flatMap((model, index) =>
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

  test("do not apply to a file with a problem of the schema", () => {
    expect(problems({ prod: `${named("x")}ownr: me\n` }, { rules })).toHaveLength(1);
  });

  test("do not apply to a file with a duplicate key", () => {
    expect(problems({ prod: `${named("x")}owner: a\nowner: b\n` }, { rules })).toHaveLength(1);
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
