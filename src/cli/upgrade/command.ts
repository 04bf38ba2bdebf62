import { join } from "node:path";
import { type CommandOutput, commandOf, runAsyncCommand, stepOf } from "../../base/command-line";
import { BINARY, NPX } from "../../base/program-name";
import { readTextUnlessMissing } from "../../base/read-text";
import { userError } from "../../base/errors";
import { VERSION } from "../../base/version";
import { textReport } from "../../review/text";
import { reviewFolders } from "../../review/review-folders";
import { isVersion, tarballOf, withOtherVersion } from "../../project/version-sides";
import { type Variables, VARIABLES_HELP } from "../../project/options";
import { type Prompt } from "../../deploy/command-session";
import { changesBetween, isNewer } from "./changelog";
import { installAndSynth } from "./install";
import { type TrialSynth } from "../../project/trial-synth";
import { type UserProject, readProject } from "./project";

export interface UpgradeProps {
  readonly variables: Variables;
  /** Folder of the user's project. */
  readonly folder: string;
  /** Folder of this program's own files. */
  readonly root: string;
  readonly startFile: string;
  /** The current day, as an ISO date. */
  readonly today: string;
  /** Synthesizes settings between both sides, for the causes of the review. */
  readonly trialSynth: TrialSynth;
  /** Asks on the terminal. @default - there is no terminal */
  readonly question?: Prompt;
}

/** Shows what another version changes, and brings the project to it. Returns the exit status. */
export function runUpgrade(
  args: readonly string[],
  props: UpgradeProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandOf("upgrade", ["", "1.2.3", `../${BINARY}-1.2.3.tgz`])
    .description(
      "Brings this project to another version of the program. It shows what that version changes in the environments, as " +
        `${NPX} review --to does, and the lines of the changelog between the two versions, and asks. Then it writes the exact ` +
        "version into package.json, runs npm install, and synthesizes. Nothing is applied. After an error, package.json, the lock " +
        "and the installed version are as before. docs/guide/upgrade.md describes it.",
    )
    .argument("[version]", "a version, or a tarball of one (default: the newest of the registry)")
    .option("--yes", "answer the question with yes, for automation")
    .addHelpText("after", HELP)
    .addHelpText("after", VARIABLES_HELP);
  return runAsyncCommand(program, args, output, async () => {
    const [given] = program.args;
    const { yes } = program.opts<{ yes?: true }>();
    const project = readProject(props.folder);
    const wanted = given ?? newestFor(project);
    if (wanted === VERSION && project.specifier === VERSION) {
      output.out(`${VERSION} is the version of this project\n`);
      return 0;
    }
    if (!yes && props.question === undefined)
      throw userError({
        place: `${NPX} upgrade`,
        got: "no terminal",
        expected: "a terminal for the question",
        fix: `run it in a terminal, or add --yes; ${NPX} review --to ${wanted} only shows the changes`,
      });
    const request = { wanted, place: wanted, root: props.folder, variables: props.variables };
    const tarball = tarballOf(request);
    const { version, text } = announced(request, props, output);
    output.idle?.();
    output.out(text);
    if (!(yes ?? (await isAccepted(`bring this project from ${VERSION} to ${version}?`, props)))) {
      output.err("nothing is changed\n");
      return 1;
    }
    installAndSynth({ project, version, tarball, variables: props.variables, output });
    output.err(`package.json has version ${version}; commit it with its lock, and deploy as usual\n`);
    return 0;
  });
}

const HELP = `
Exit status of this command: 0 done, or nothing to do; 1 failed or declined, and nothing is changed; 2 wrong usage.`;

/** The version of an upgrade without an argument. A project with a tarball may know no registry that has the program. */
function newestFor({ specifier }: UserProject): string {
  if (isVersion(specifier.replace(/^[~^]/, ""))) return "latest";
  throw userError({
    place: "package.json",
    got: `${BINARY} from ${specifier}`,
    expected: "a version of the registry, of which the newest one is taken",
    fix: `name the tarball of the other version: ${NPX} upgrade TARBALL`,
  });
}

interface Announcement {
  readonly version: string;
  readonly text: string;
}

/** The review of the other version on the environments, and the changelog between the two. */
function announced(
  request: Parameters<typeof tarballOf>[0],
  { startFile, root, today, trialSynth }: UpgradeProps,
  output: CommandOutput,
): Announcement {
  return withOtherVersion({ ...request, startFile, ...stepOf(output), err: output.err }, (sides, other) => {
    const { version } = other;
    const reviews = reviewFolders(
      {
        before: [`version ${VERSION}`, sides.before],
        after: [request.place, sides.after],
        today,
        synth: trialSynth,
      },
      output,
    );
    const isOlder = isNewer(VERSION, version);
    const changes = changesBetween(changelogOf(isOlder ? root : other.folder), VERSION, version);
    return {
      version,
      text: [
        `${VERSION} → ${version}${isOlder ? ", which is older" : ""}`,
        textReport({ reviews }).trimEnd(),
        ...(changes === ""
          ? []
          : [isOlder ? "Changes that are given up, from the changelog:" : "From the changelog:", changes]),
        "",
      ].join("\n\n"),
    };
  });
}

const changelogOf = (folder: string): string =>
  readTextUnlessMissing(join(folder, "CHANGELOG.md"), {
    expected: "the changelog of the package",
    fix: "install the version again",
  }) ?? "";

const isAccepted = async (text: string, { question }: UpgradeProps): Promise<boolean> =>
  /^y(es)?$/i.test((await question?.(`${text} (yes/no) `)) ?? "");
