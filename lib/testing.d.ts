import type { App } from "cdktf";
import type {} from "cdktf/lib/testing/adapters/jest";

/** The output of an App, in its output folder. */
export interface SynthesizedStacks {
  /** The output folder of the App. */
  readonly folder: string;

  /**
   * The Terraform JSON of a stack, such as `demo-cluster`, as the matchers of cdktf expect it.
   *
   * @throws an Error that names the stacks, if there is none of that name
   */
  stack(name: string): string;
}

/**
 * Synthesizes an App, such as one of `Testing.app()`. Findings of the checks do not throw here: `toPassChecks` judges them.
 *
 * @throws an Error if the App has no environment: `addEnvironments` of `private-eks-inference/stacks` adds them
 */
export declare function synthesizedStacks(app: App): SynthesizedStacks;

/**
 * Adds `toPassChecks` to the `expect` of jest, and the matchers of cdktf, such as `toHaveResourceWithProperties`.
 *
 * @throws an Error outside of jest, and where its globals are off (`injectGlobals: false`)
 */
export declare function setupJest(): void;

declare global {
  namespace jest {
    interface Matchers<R> {
      /**
       * Passes if no check finds an error that no waiver accepts. Expects synthesized stacks, or the path of an output folder.
       * On failure the message has the findings as the command synth prints them, with file, line and path.
       */
      toPassChecks(): R;
    }
  }
}
