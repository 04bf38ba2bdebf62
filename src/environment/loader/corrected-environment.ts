import { type LoadedEnvironment } from "../loaded-environment";

/** An environment with problems, as far as it can be built. */
export interface CorrectedEnvironment<T> {
  /** The environment with the corrections that its messages advise. Other refused values have their defaults. */
  readonly environment: LoadedEnvironment<T>;
  /** True if the corrections leave no problem. */
  readonly isWhole: boolean;
}
