import { META } from "../../src/terraform/meta-arguments";
import { GRAMMARS } from "../../src/terraform/grammar";

test.each([...META.arguments, ...META.blocks, "//"])("%s is a meta-argument", (name) => {
  expect(META.includes(name)).toBe(true);
});

test.each(["timeouts", "id", "tags", "", "constructor"])("%j is an argument of a provider", (name) => {
  expect(META.includes(name)).toBe(false);
});

describe("the grammar of a resource", () => {
  const resource = GRAMMARS.rootModule.blockOf("resource")?.("aws_vpc");

  test.each(META.arguments)("has the argument %s", (name) => {
    expect(resource?.syntaxOf(name)).toBeDefined();
  });

  test.each(META.blocks)("has the block %s", (name) => {
    expect(resource?.blockOf(name)).toBeDefined();
  });
});
