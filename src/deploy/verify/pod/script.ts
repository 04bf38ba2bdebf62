import { extractFile } from "../../../base/indexed-lines";
import { readText } from "../../../base/read-text";

/**
 * Program of the pod: POSIX shell with `dig`, `curl` and `sed`. It reads its questions from variables, and writes one line for
 * each answer to its termination message, which has at most 4,096 bytes. Credentials stay in the shell.
 *
 * curl 7.88 signs requests to S3 with a token, as the tests show; the parameters of the query are in the order that a signature
 * needs.
 */
export function podScript(): string {
  const name = "verify-pod.sh";
  const file = extractFile("scripts", name, (path) => require.resolve(path)) ?? name;
  return readText(file, { expected: "a script of the program", fix: "install the package again" });
}
