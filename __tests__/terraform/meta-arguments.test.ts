import { META_ARGUMENTS, META_BLOCKS, isMetaArgument } from "../../src/terraform/meta-arguments";
import { ROOT_MODULE } from "../../src/terraform/grammar";

test.each([...META_ARGUMENTS, ...META_BLOCKS, "//"])("%s is a meta-argument", (name) => {
  expect(isMetaArgument(name)).toBe(true);
});

test.each(["timeouts", "id", "tags", "", "constructor"])("%j is an argument of a provider", (name) => {
  expect(isMetaArgument(name)).toBe(false);
});

describe("the grammar of a resource", () => {
  const resource = ROOT_MODULE.blockOf("resource")?.("aws_vpc");

  test.each(META_ARGUMENTS)("has the argument %s", (name) => {
    expect(resource?.syntaxOf(name)).toBeDefined();
  });

  test.each(META_BLOCKS)("has the block %s", (name) => {
    expect(resource?.blockOf(name)).toBeDefined();
  });
});
