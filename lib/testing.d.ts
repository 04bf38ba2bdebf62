import type { App } from "cdktf";
import type {} from "cdktf/lib/testing/adapters/jest";

/** The output of an App. */
export interface SynthesizedStacks {
  /** Texts for which `app.synth()` would throw: findings of the checks, and differences from address locks. */
  readonly refusals: readonly string[];

  /**
   * The Terraform JSON of a stack, such as `demo-cluster`, as the matchers of cdktf expect it.
   *
   * @throws an Error that names the stacks, if there is none of that name
   */
  stack(name: string): string;
}

/**
 * Synthesizes an App, such as one of `Testing.app()`. A refusal does not throw here: `toPassChecks` judges it.
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
       * Passes if the command synth would refuse nothing: no check finds an error that no waiver accepts, and no address of a lock is
       * lost. Expects the result of `synthesizedStacks`. On failure the message has the text of synth, with file, line and path.
       */
      toPassChecks(): R;
    }
  }
}
