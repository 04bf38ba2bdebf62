import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type App, Testing } from "cdktf";
import { type SynthesizedStacks } from "../../lib/testing";
import { refusedByChecks } from "../proof/checks/refused";
import { userError } from "../shared/messages/errors";
import { STACK_FILE } from "../shared/terraform/stack-files";
import { checkOutput, placesIn } from "../tools/check/command";
import { JUDGED_BY_MATCHER, hasEnvironments, unknown } from "./stacks";

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
  JUDGED_BY_MATCHER.add(app);
  app.synth();
  const { outdir: folder, manifest } = app;
  return {
    folder,
    stack: (name) => {
      const found = manifest.stacks[name];
      if (!found) throw unknown(`stack(${JSON.stringify(name)})`, name, Object.keys(manifest.stacks));
      return readFileSync(join(folder, found.workingDirectory, STACK_FILE), "utf8");
    },
  };
}

interface Expect {
  extend(matchers: Readonly<Record<string, (received: unknown) => MatcherResult>>): void;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The function of lib/testing.d.ts; checks compare ends of waivers with the day `today`. */
export function setupJest(today: string): void {
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
  expect.extend({ toPassChecks: (received) => judged(folderOf(received), today) });
}

function folderOf(received: unknown): string {
  const folder =
    typeof received === "object" && received !== null ? (received as { folder?: unknown }).folder : received;
  if (typeof folder === "string") return folder;
  throw userError({
    place: "toPassChecks",
    got: received === null ? "null" : typeof received,
    expected: "the result of synthesizedStacks, or the path of an output folder",
    fix: "pass one of them to expect",
  });
}

function judged(folder: string, today: string): MatcherResult {
  const results = checkOutput(folder, today, undefined, { out: () => undefined, err: () => undefined });
  const refusal = refusedByChecks(results, placesIn(folder, results));
  return {
    pass: refusal === undefined,
    message: () => refusal ?? `no check finds an error in ${folder}, though one was expected`,
  };
}
