import { ACCOUNT, load } from "./folder";

describe("locate", () => {
  const [base, extending] = load({
    prod: `${ACCOUNT}network:\n  cidr: 10.1.0.0/16\nmodels:\n  - name: a\n`,
    test: "extends: prod\nnetwork:\n  egress: none\n",
  });
  const place = (of: typeof base, ...path: (string | number)[]) => {
    const location = of?.locate(path);
    return `${location?.file.split("/").pop() ?? ""}:${location?.line}:${location?.column}`;
  };

  test.each([
    ["a value", ["network", "cidr"], "prod.yaml:3:9"],
    ["a mapping, at its key", ["network"], "prod.yaml:2:1"],
    ["an entry of a list", ["models", 0, "name"], "prod.yaml:5:11"],
    ["a default, at the enclosing value", ["network", "zones", 1], "prod.yaml:2:1"],
    ["an omitted section, at the start of the file", ["entry"], "prod.yaml:1:1"],
  ])("finds %s", (_title, path, expected) => {
    expect(place(base, ...path)).toBe(expected);
  });

  test("finds an inherited value in the file of the base", () => {
    expect(place(extending, "network", "cidr")).toBe("prod.yaml:3:9");
  });

  test("finds a value of the extending file in that file", () => {
    expect(place(extending, "network", "egress")).toBe("test.yaml:3:11");
  });
});
