// eslint-disable-next-line @typescript-eslint/no-require-imports -- nothing can be assigned to the names of an `import *`
import traces = require("cdktf/lib/tokens/private/stack-trace");
import { UserError } from "../core/errors";

/**
 * Runs `job`, which builds and writes stacks, without the stack trace that cdktf takes of every token: together
 * they cost more than the rest of the build, and only the error of a token that cannot be resolved shows one.
 * A job that fails runs once more with traces, so that its error says where the token was made.
 */
export function traceTokensOnFailure(job: () => void): void {
  const capture = traces.captureStackTrace;
  try {
    traces.captureStackTrace = () => [];
    job();
  } catch (error) {
    if (error instanceof UserError) throw error;
    traces.captureStackTrace = capture;
    job();
  } finally {
    traces.captureStackTrace = capture;
  }
}
