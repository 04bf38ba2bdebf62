import { TokenMap } from "cdktf/lib/tokens/private/token-map";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- nothing can be assigned to the names of an `import *`
import traces = require("cdktf/lib/tokens/private/stack-trace");
import { UserError } from "../base/errors";

/**
 * Runs `job`, which builds and writes stacks, without the stack trace that cdktf captures for every token:
 * the traces cost more than the rest of the build, and only the error of an unresolvable token shows one. A
 * failed job runs once more with traces, so that its error contains the origin of the token. Tokens of the job
 * are forgotten: cdktf keeps each one, and the app that it belongs to, for the life of the process.
 */
export function traceTokensOnFailure<T>(job: () => T): T {
  const capture = traces.captureStackTrace;
  const tokens = Object.values(TokenMap.instance()).filter((each) => each instanceof Map);
  const known = tokens.map((each) => each.size);
  try {
    traces.captureStackTrace = () => [];
    return job();
  } catch (error) {
    if (error instanceof UserError) throw error;
    traces.captureStackTrace = capture;
    return job();
  } finally {
    traces.captureStackTrace = capture;
    tokens.forEach((each, index) => [...each.keys()].slice(known[index]).forEach((key) => each.delete(key)));
  }
}
