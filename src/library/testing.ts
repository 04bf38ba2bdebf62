import { join } from "node:path";
import { type App, Testing } from "cdktf";
import { type SynthesizedStacks } from "../../lib/testing";
import { readText } from "../base/read-text";
import { userError } from "../base/errors";
import { REFUSALS, hasEnvironments, unknownName } from "./stacks";
import { STACK_FILES } from "../base/stack-files";

/** The function of lib/testing.d.ts. */
export function synthesizedStacks(app: App): SynthesizedStacks {
  if (!hasEnvironments(app)) {
    throw userError({
      place: "synthesizedStacks",
      got: "an App without environments",
      expected: "an App with the stacks of at least one",
      fix: "call addEnvironments of private-eks-inference/stacks before",
    });
  }
  const refusals: string[] = [];
  REFUSALS.set(app, refusals);
  app.synth();
  const { stacks } = app.manifest;
  return {
    refusals,
    stack: (name) => {
      const found = stacks[name];
      if (!found) throw unknownName(`stack(${JSON.stringify(name)})`, name, Object.keys(stacks));
      return readText(join(app.outdir, found.workingDirectory, STACK_FILES.main), WRITTEN);
    },
  };
}

const WRITTEN = { expected: "the stack that the App has written", fix: "call synthesizedStacks again" };

interface Expect {
  extend(matchers: Readonly<Record<string, (received: unknown) => MatcherResult>>): void;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The function of lib/testing.d.ts. */
export function setupJest(): void {
  const { expect } = globalThis as { readonly expect?: Expect };
  if (!expect) {
    throw userError({
      place: "setupJest",
      got: "no global expect",
      expected: "a test of jest with its globals",
      fix: "call it in a test file or a file of setupFilesAfterEnv, and remove injectGlobals: false",
    });
  }
  Testing.setupJest();
  expect.extend({ toPassChecks: judged });
}

function judged(received: unknown): MatcherResult {
  const { refusals } = (received ?? {}) as Partial<SynthesizedStacks>;
  if (!refusals) {
    throw userError({
      place: "toPassChecks",
      got: received === null ? "null" : typeof received,
      expected: "the result of synthesizedStacks",
      fix: "write expect(synthesizedStacks(app)).toPassChecks()",
    });
  }
  return {
    pass: refusals.length === 0,
    message: () =>
      refusals.join("\n\n") || "the stacks pass all checks, though they were expected to fail one",
  };
}
