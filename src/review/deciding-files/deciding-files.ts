import { basename } from "node:path/posix";
import { CODE_FOLDERS } from "../../environment/own-code-files";
import { groupBy } from "../../base/group-by";
import { KnownSecrets } from "../../infrastructure/text-secrets";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import { worstFirst } from "../stages/lines";
import { addressLocks } from "./address-locks";
import { type DecidingKind, type FileChange, notUnderstood, warning } from "./file-change";
import { imageLocks } from "./image-locks";
import { packages } from "./packages";
import { providerLocks } from "./provider-locks";
import { checkov, tflint } from "./scanners";
import { workflows } from "./workflows";

/** Kinds of files whose changes are read. */
const KINDS: readonly DecidingKind[] = [
  providerLocks,
  imageLocks,
  addressLocks,
  packages,
  workflows,
  tflint,
  checkov,
];

/** Files of which nothing more is known than what they decide: one line for all that change. */
const OTHERS: readonly (readonly [pattern: RegExp, decides: string])[] = [
  [/(^|\/)CODEOWNERS$/, "who must approve a change"],
  [/(^|\/)\.github\//, "what runs for a change"],
  [/^\.(ci|gitlab|circleci)\/|^\.gitlab-ci\.yml$|^(Jenkinsfile|atlantis\.yaml)$/, "what runs for a change"],
  [/^src\/(facts|evidence|parts\/[^/]+\/facts)\//, "facts that checks and the review use"],
  [/^src\/(parts\/[^/]+\/)?checks\//, "findings of checks"],
  [
    /^src\/(terraform|infrastructure|cost|project|review|cli\/check)\//,
    "the checks and the review themselves",
  ],
  [/^(src|bin|lib)\/|^(main\.ts|cdktf\.json|tsconfig\.json)$/, "the program that synthesizes"],
  [/^dev\/|(^|\/)(eslint\.config\.mjs|jest\.config\.js)$/, "the tests of the program"],
];

/**
 * Lines on files that decide what is applied or what a reader learns of it, the worst first. Other files are in the review of
 * their environment, or decide nothing.
 *
 * @param environmentsDir folder of the environments, from the root of the repository
 */
export function decidingLines(changes: readonly FileChange[], environmentsDir: string): ReviewLine[] {
  const changed = changes.filter(({ before, after }) => before !== after);
  const read = groupBy(
    changed,
    (change) => ownCodeLine(change, environmentsDir) ?? KINDS.find(({ isOf }) => isOf(change.path)),
  );
  const lines = [...read].flatMap(([by, files]) => {
    if (by === undefined) return [];
    return "isOf" in by ? by.lines(files) : [by];
  });
  lines.push(...otherLines((read.get(undefined) ?? []).map(({ path }) => path)));
  return KnownSecrets.in([]).hidden(lines).sort(worstFirst);
}

/** Whether a file decides something, so that a change of it has a line. */
export const isDeciding = (path: string, environmentsDir: string): boolean =>
  ownCodeLine({ path, before: "", after: "" }, environmentsDir) !== undefined ||
  KINDS.some(({ isOf }) => isOf(path)) ||
  OTHERS.some(([pattern]) => pattern.test(path));

/** A line on own code beside the environments. */
function ownCodeLine({ path, before, after }: FileChange, environmentsDir: string): ReviewLine | undefined {
  const folder = environmentsDir === "." ? "" : `${environmentsDir}/`;
  if (path.startsWith(`${folder}${CODE_FOLDERS.components}/`))
    return notUnderstood(path, "the blocks of an own component, and runs in each synth");
  if (!path.startsWith(`${folder}${CODE_FOLDERS.checks}/`)) return undefined;
  const name = basename(path).replace(/\.[^.]*$/, "");
  if (after === undefined)
    return warning(say`${path} was removed: own check ${name} no longer finds anything`);
  if (before === undefined)
    return warning(
      say`${path} is new: own check ${name} can only add findings, but its code runs in each synth`,
    );
  return warning(say`${path} decides what own check ${name} finds; not understood`);
}

function otherLines(paths: readonly string[]): ReviewLine[] {
  const groups = groupBy(paths, (path) => OTHERS.find(([pattern]) => pattern.test(path))?.[1]);
  return [...groups].flatMap(([decides, [first = "", ...others]]) => {
    if (decides === undefined) return [];
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return warning(
      say`${first}${[more]} ${[more === "" ? "decides" : "decide"]} ${[decides]}; not understood`,
    );
  });
}
