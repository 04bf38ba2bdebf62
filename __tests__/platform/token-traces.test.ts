import { App, Lazy, TerraformOutput, TerraformStack, Testing, Tokenization } from "cdktf";
import { UserError } from "../../src/base/errors";
import { stackTerraform } from "../../src/platform/stacks/stack-terraform";
import { traceTokensOnFailure } from "../../src/platform/token-traces";
import "../support/terraform-matchers";

/** Writes a stack with a value that cannot be resolved. The error must contain `makeValue`. */
function failingJob(): () => void {
  return () => {
    const stack = new TerraformStack(new App({ outdir: Testing.app().outdir }), "test");
    const makeValue = (): unknown =>
      Lazy.anyValue({
        produce: () => {
          throw new Error("no value yet");
        },
      });
    new TerraformOutput(stack, "model", { value: makeValue() });
    stackTerraform(stack);
  };
}

test("no trace is captured unless the job fails", () => {
  const stacks: string[][] = [];
  const makeToken = (): void => void stacks.push(Lazy.anyValue({ produce: () => 1 }).creationStack);
  traceTokensOnFailure(makeToken);
  makeToken();
  expect(stacks).toEqual([[], expect.arrayContaining([expect.stringContaining("makeToken")])]);
});

test("fails when a token cannot be resolved, and names its origin", () => {
  expect(() => traceTokensOnFailure(failingJob())).toThrow(
    /no value yet[^]*Object creation stack:[^]*makeValue.*token-traces/,
  );
});

test("a user error is rethrown without a second run", () => {
  const job = jest.fn(() => {
    throw new UserError("the key is wrong");
  });
  expect(() => traceTokensOnFailure(job)).toThrow("the key is wrong");
  expect(job).toHaveBeenCalledTimes(1);
});

test("the tokens of a job are forgotten after it, and those from before it are kept", () => {
  const before = Lazy.stringValue({ produce: () => "before" });
  const inside = traceTokensOnFailure(() => Lazy.stringValue({ produce: () => "inside" }));
  expect(Tokenization.reverseString(before).tokens).toHaveLength(1);
  expect(() => Tokenization.reverseString(inside)).toThrow(/unrecognized token key/i);
});
