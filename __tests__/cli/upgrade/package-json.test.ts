import fc from "fast-check";
import { specifierIn, withSpecifier } from "../../../src/cli/upgrade/package-json";

const NAME = "private-eks-inference";

test.each(["dependencies", "devDependencies"])("the version in %s is replaced, and nothing else", (kind) => {
  const text = `{\n\t"name": "x",\n\n\t"${kind}" :{ "zod": "4.0.0", "${NAME}"  :  "0.1.0",\n "a": "1" }\n}`;
  expect(specifierIn(text)).toBe("0.1.0");
  expect(withSpecifier(text, "0.2.0")).toBe(text.replace('"0.1.0"', '"0.2.0"'));
});

test("the same words in another place stay", () => {
  const text = JSON.stringify({
    scripts: { [NAME]: "0.1.0" },
    overrides: { [NAME]: "0.1.0" },
    description: `"${NAME}": "0.1.0"`,
    dependencies: { [NAME]: "0.1.0" },
  });
  const { dependencies, ...others } = JSON.parse(withSpecifier(text, "0.2.0")) as Record<string, object>;
  expect(dependencies).toEqual({ [NAME]: "0.2.0" });
  expect(others).toEqual({ ...(JSON.parse(text) as object), dependencies: undefined });
});

test("there is none where the program is no dependency", () => {
  expect(specifierIn('{ "dependencies": { "zod": "4.0.0" } }')).toBeUndefined();
  expect(specifierIn("{}")).toBeUndefined();
  expect(specifierIn("[]")).toBeUndefined();
});

/** A JSON text of a project with the dependency and other values, indented in some way. */
const project = fc
  .record({
    before: fc.dictionary(fc.string(), fc.jsonValue()),
    others: fc.dictionary(fc.string(), fc.string()),
    old: fc.string({ minLength: 1 }),
    after: fc.dictionary(fc.string(), fc.jsonValue()),
    indent: fc.constantFrom("", "  ", "\t", 4),
  })
  .map(({ before, others, old, after, indent }) => {
    const value = { ...before, ...after, dependencies: { ...others, [NAME]: old } };
    return JSON.stringify(value, null, indent);
  });

test("in any file, only that value differs afterwards", () => {
  fc.assert(
    fc.property(project, fc.string(), (text, wanted) => {
      const edited = withSpecifier(text, wanted);
      const value = JSON.parse(text) as { dependencies: Record<string, string> };
      value.dependencies[NAME] = wanted;
      expect(JSON.parse(edited)).toEqual(value);
      const lengthOf = (each: string): number => JSON.stringify(specifierIn(each)).length;
      expect(edited.length - text.length).toBe(lengthOf(edited) - lengthOf(text));
    }),
  );
});
